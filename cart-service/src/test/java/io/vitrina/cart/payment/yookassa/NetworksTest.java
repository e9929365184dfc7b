package io.vitrina.cart.payment.yookassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    private final Networks yookassa = new Networks(List.of(
            "185.71.76.0/27",
            "185.71.77.0/27",
            "77.75.153.0/25",
            "77.75.156.11",
            "77.75.156.35",
            "77.75.154.128/25",
            "2a02:5180::/32"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "185.71.76.0",
                "185.71.76.31",
                "185.71.77.1",
                "77.75.153.127",
                "77.75.156.11",
                "77.75.156.35",
                "77.75.154.128",
                "77.75.154.255",
                "2a02:5180::1",
                "2a02:5180:ffff:ffff:ffff:ffff:ffff:ffff",
                "::ffff:185.71.76.1"
            })
    void knowsItsOwn(String address) {
        assertThat(yookassa.contain(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "185.71.75.255",
                "185.71.76.32",
                "185.71.76.255",
                "77.75.153.128",
                "77.75.156.12",
                "77.75.154.127",
                "2a02:5181::1",
                "2a02:517f:ffff::1",
                "127.0.0.1",
                "::1",
                "",
                "localhost",
                "yookassa.ru",
                "185.71.76.1, 10.0.0.1",
                "185.71.76.1:443",
                "185.71.76"
            })
    void knowsStrangers(String address) {
        assertThat(yookassa.contain(address)).isFalse();
    }

    @Test
    void knowsNobodyWithoutAnAddress() {
        assertThat(yookassa.contain(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yookassa.ru", "10.0.0.0/33", "10.0.0.0/-1", "2a02::/129", "10.0.0.0/x", ""})
    void refusesToStartWithWhatIsNoNetwork(String cidr) {
        assertThatThrownBy(() -> new Networks(List.of(cidr))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTheWholeInternetWhenAskedTo() {
        Networks all = new Networks(List.of("0.0.0.0/0"));
        assertThat(all.contain("203.0.113.7")).isTrue();
        assertThat(all.contain("2001:db8::1")).isFalse();
    }
}
