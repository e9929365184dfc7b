package io.vitrina.cart.payment.mock;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MockGuardTest {

    @Test
    void refusesToStartARealShopWithPlayMoney() {
        assertThatThrownBy(() -> MockGuard.check(true, List.of("prod"), "https://shop.example"))
                .hasMessageContaining("vitrina.payments.provider");
        assertThatThrownBy(() -> MockGuard.check(true, List.of("prod"), "http://8.8.8.8"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> MockGuard.check(true, List.of("prod"), "nonsense"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void letsLocalModeAndTestsPlay() {
        assertThatCode(() -> {
                    MockGuard.check(true, List.of("prod"), "http://localhost:8000");
                    MockGuard.check(true, List.of("prod"), "http://127.0.0.1:9000");
                    MockGuard.check(true, List.of("prod"), "http://[::1]:9000");
                    MockGuard.check(true, List.of("prod"), "http://0.0.0.0:9000");
                    MockGuard.check(true, List.of("prod"), "http://192.168.1.7:9000");
                    MockGuard.check(true, List.of("test"), "https://shop.example");
                    MockGuard.check(false, List.of("prod"), "https://shop.example");
                })
                .doesNotThrowAnyException();
    }
}
