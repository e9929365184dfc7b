package io.vitrina.gateway.route;

import static io.vitrina.gateway.testing.ProblemBodies.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vitrina.gateway.testing.RawHttp;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(UnreachableServiceTest.NobodyThere.class)
class UnreachableServiceTest {

    @Inject
    GatewayServer server;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void saysWhenToComeBack(String method) {
        RawHttp.Answer answer = RawHttp.to(server.port())
                .request(method, "/api/v1/orders", method.equals("POST") ? "{}".getBytes() : null);
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void staysUpItself() {
        assertThat(RawHttp.to(server.port()).get("/health").status()).isEqualTo(200);
        assertThat(RawHttp.to(server.port()).get("/health/services").json().getString("status"))
                .isEqualTo("DOWN");
    }

    @Test
    void fetchesTheKeysFromTheFirstOfSeveralAddresses() {
        for (String name : new String[] {"vitrina.token.jwks-url", "mp.jwt.verify.publickey.location"}) {
            assertThat(ConfigProvider.getConfig().getValue(name, String.class))
                    .isEqualTo("http://127.0.0.1:1/.well-known/jwks.json");
        }
    }

    @Test
    void countsNothingWhenLimitsAreOff() {
        for (int i = 0; i < 15; i++) {
            RawHttp.Answer answer = RawHttp.to(server.port()).request("POST", "/api/v1/auth/login", "{}".getBytes());
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).doesNotContainKeys("ratelimit", "ratelimit-policy");
        }
    }

    public static final class NobodyThere implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "vitrina.gateway.services.auth", "http://127.0.0.1:1, http://127.0.0.1:2",
                    "vitrina.gateway.services.catalog", "http://127.0.0.1:1",
                    "vitrina.gateway.services.cart", "http://127.0.0.1:1,http://127.0.0.1:2",
                    "vitrina.gateway.rate-limit.enabled", "false");
        }
    }
}
