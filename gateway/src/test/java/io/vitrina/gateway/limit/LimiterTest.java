package io.vitrina.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.gateway.testing.Configs;
import org.junit.jupiter.api.Test;

class LimiterTest {

    private static Limiter.Caller caller(String name, boolean credential) {
        return new Limiter.Caller(name, name, credential);
    }

    @Test
    void allowsTheBurstAndThenNoMore() {
        Limiter limiter = new Limiter(Configs.of("rate-limit.burst", "3", "rate-limit.requests-per-second", "1"));
        for (int left = 2; left >= 0; left--) {
            Limiter.Decision decision = limiter.decide(caller("a", false));
            assertThat(decision.verdict().allowed()).isTrue();
            assertThat(decision.limits()).startsWith("\"client\";r=" + left + ";t=");
        }
        Limiter.Decision refused = limiter.decide(caller("a", false));
        assertThat(refused.verdict().allowed()).isFalse();
        assertThat(refused.verdict().retrySeconds()).isEqualTo(1);
        assertThat(refused.policies()).isEqualTo("\"client\";q=1;w=1;burst=3");
        assertThat(limiter.decide(caller("b", false)).verdict().allowed()).isTrue();
    }

    @Test
    void countsCredentialsByAddressWhoeverIsSignedIn() {
        Limiter limiter = new Limiter(Configs.of("rate-limit.credentials-per-minute", "2"));
        for (int i = 0; i < 2; i++) {
            Limiter.Decision decision = limiter.decide(new Limiter.Caller("user:" + i, "10.0.0.1", true));
            assertThat(decision.verdict().allowed()).isTrue();
        }
        Limiter.Decision refused = limiter.decide(new Limiter.Caller("user:9", "10.0.0.1", true));
        assertThat(refused.verdict().allowed()).isFalse();
        assertThat(refused.verdict().policy()).isEqualTo("credentials");
        assertThat(refused.verdict().retrySeconds()).isEqualTo(30);
        assertThat(limiter.decide(new Limiter.Caller("user:9", "10.0.0.1", false))
                        .verdict()
                        .allowed())
                .isTrue();
    }

    @Test
    void forgetsTheLongestUnseenOfTooManyClients() {
        Limiter limiter = new Limiter(Configs.of(
                "rate-limit.max-clients", "100", "rate-limit.burst", "1", "rate-limit.requests-per-second", "1"));
        for (int i = 0; i < 100_000; i++) {
            assertThat(limiter.decide(caller("address " + i, false)).verdict().allowed())
                    .isTrue();
        }
    }
}
