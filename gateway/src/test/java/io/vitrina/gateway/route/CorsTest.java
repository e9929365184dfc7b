package io.vitrina.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vitrina.gateway.testing.Configs;
import io.vitrina.gateway.testing.RawHttp;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(CorsTest.OneStorefront.class)
class CorsTest {

    @Inject
    GatewayServer server;

    @Test
    void letsANamedOriginIn() {
        RawHttp.Answer asked = RawHttp.to(server.port())
                .request(
                        "OPTIONS",
                        "/api/v1/orders",
                        null,
                        "Origin: https://shop.example",
                        "Access-Control-Request-Method: POST");
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertThat(asked.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("Authorization", "Idempotency-Key");
        assertThat(asked.header("Access-Control-Allow-Credentials")).isNull();
        RawHttp.Answer called = RawHttp.to(server.port()).get("/health", "Origin: https://shop.example");
        assertThat(called.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertThat(called.header("Vary")).isEqualTo("Origin");
    }

    @Test
    void letsNobodyElseIn() {
        for (String origin : new String[] {"https://evil.example", "http://shop.example", "null"}) {
            RawHttp.Answer answer = RawHttp.to(server.port()).get("/health", "Origin: " + origin);
            assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
            assertThat(answer.header("Vary")).isEqualTo("Origin");
        }
    }

    @Test
    void letsANamedOriginReadARefusalOfTheAddress() {
        RawHttp.Answer answer = RawHttp.to(server.port()).get("/api/v1//x", "Origin: https://shop.example");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
    }

    @Test
    void knowsNoWildcard() {
        assertThatThrownBy(() -> new Cors(Configs.of("cors.origins", "*").cors()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    public static final class OneStorefront implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("vitrina.gateway.cors.origins", "https://shop.example");
        }
    }
}
