package io.vitrina.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.kit.testing.TestTokens;
import io.vitrina.kit.testing.TokenResource;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokenResource.class)
class SignedInUsersTest {

    private static final long PATIENCE_NANOS = 15_000_000_000L;

    @Inject
    SignedInUsers users;

    private String settled(String token, long patienceNanos) {
        long deadline = System.nanoTime() + patienceNanos;
        String key = users.keyOf("Bearer " + token);
        while (key == null && System.nanoTime() < deadline) {
            users.learn("Bearer " + token);
            LockSupport.parkNanos(5_000_000);
            key = users.keyOf("Bearer " + token);
        }
        return key;
    }

    @Test
    void countsASignedInCallerByUser() {
        String token = TestTokens.user(77);
        assertThat(users.keyOf("Bearer " + token)).isNull();
        assertThat(settled(token, PATIENCE_NANOS)).isEqualTo("user:77");
        assertThat(settled(TestTokens.admin(5), PATIENCE_NANOS)).isEqualTo("user:5");
    }

    @Test
    void countsWhoeverInventsATokenByAddress() {
        Map<String, Object> claims = new HashMap<>(TestTokens.claims("77", List.of("user"), "refresh_token"));
        String refresh = TestTokens.sign(TestTokens.header(), claims);
        String good = TestTokens.user(77);
        String forged = good.substring(0, good.length() - 4) + "AAAA";
        for (String token : List.of(refresh, forged, "nonsense")) {
            assertThat(settled(token, 300_000_000L)).isNull();
        }
        assertThat(users.keyOf("Basic abc")).isNull();
        assertThat(users.keyOf(null)).isNull();
    }

    @Test
    void checksNoTokenBeforeItsCallWasLetIn() {
        long before = users.remembered();
        String token = TestTokens.user(78);
        assertThat(users.keyOf("Bearer " + token)).isNull();
        assertThat(settled(TestTokens.user(79), PATIENCE_NANOS)).isEqualTo("user:79");
        assertThat(users.remembered()).isEqualTo(before + 1);
    }

    @Test
    void remembersNothingOfATokenTooLongToBeOne() {
        String good = TestTokens.user(80);
        long before = users.remembered();
        assertThat(settled(good + ".".repeat(4_097 - good.length()), 100_000_000L))
                .isNull();
        assertThat(settled("x".repeat(19_000), 100_000_000L)).isNull();
        assertThat(users.remembered()).isEqualTo(before);
    }
}
