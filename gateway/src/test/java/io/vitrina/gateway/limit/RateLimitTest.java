package io.vitrina.gateway.limit;

import static io.vitrina.gateway.testing.ProblemBodies.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.gateway.route.GatewayServer;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(StubServices.class)
class RateLimitTest {

    private static final byte[] BODY = "{}".getBytes();

    private static int refusals;

    @Inject
    GatewayServer server;

    @Test
    void limitsLoginsOfOneAddressHoweverItForgesTheHeader() {
        RawHttp stranger = RawHttp.to(server.port()).from("127.0.0.3");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            statuses.add(stranger.request("POST", "/api/v1/auth/login", BODY, "X-Forwarded-For: 198.51.100." + i)
                    .status());
        }
        assertThat(statuses.subList(0, 10)).containsOnly(200);
        assertThat(statuses.subList(10, 30)).containsOnly(429);
    }

    @Test
    void countsAllCallsThatTryACredentialTogether() {
        String me = "X-Forwarded-For: 198.51.100.200";
        String[] calls = {
            "login",
            "register",
            "signup",
            "refresh",
            "verify",
            "verify/resend",
            "password/forgot",
            "password/reset",
            "%6cogin",
            "login/"
        };
        RawHttp http = RawHttp.to(server.port());
        for (String call : calls) {
            assertThat(http.request("POST", "/api/v1/auth/" + call, BODY, me).status())
                    .isEqualTo(200);
        }
        RawHttp.Answer refused = http.request("POST", "/api/v1/auth/register", BODY, me);
        assertProblem(refused, 429, "too-many-requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 6);
        assertThat(refused.header("RateLimit")).startsWith("\"credentials\";r=0;t=");
        assertThat(refused.header("RateLimit-Policy"))
                .isEqualTo("\"credentials\";q=10;w=60, \"client\";q=100;w=1;burst=200");
        // Other calls of the same client go on, and so do other clients behind the same proxy.
        assertThat(http.get("/api/v1/auth/me", me).status()).isEqualTo(200);
        assertThat(http.request("POST", "/api/v1/auth/login", BODY, "X-Forwarded-For: 198.51.100.201")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tellsTheAllowanceOnEveryAnswer() {
        RawHttp http = RawHttp.to(server.port());
        String me = "X-Forwarded-For: 198.51.100.210";
        assertThat(http.get("/health", me).header("RateLimit")).isEqualTo("\"client\";r=199;t=1");
        assertThat(http.get("/nowhere", me).header("RateLimit-Policy")).isEqualTo("\"client\";q=100;w=1;burst=200");
    }

    @ParameterizedTest
    @CsvSource({
        "404, GET //api HTTP/1.1",
        "404, GET /api/v1/%2e%2e/internal HTTP/1.1",
        "404, GET /api/v1/products;x HTTP/1.1",
        "400, GET /api/v1/cart%zz HTTP/1.1",
        "400, GET nowhere HTTP/1.1",
        "400, GET /health HTTP/1.1|Host: b",
        "400, GET /health HTTP/1.1|Content-Length: x",
        "400, GET /health HTTP/1.1|X: y| folded",
        "400, nonsense",
        "431, GET /health HTTP/1.1|X-Long: LONG",
        "414, GET /health?LONG HTTP/1.1",
        "405, POST /health HTTP/1.1",
    })
    void tellsTheAllowanceOnEveryRefusalToo(int status, String request) {
        RawHttp stranger = RawHttp.to(server.port()).from("127.0.0." + (100 + refusals++));
        String head = request.replace("LONG", "x".repeat(30_000)).replace("|", "\r\n");
        for (int left = 199; left >= 198; left--) {
            RawHttp.Answer answer = stranger.send(head + "\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"client\";q=100;w=1;burst=200");
            assertThat(answer.header("RateLimit")).matches("\"client\";r=(199|198);t=1");
        }
    }

    @Test
    void refusesWhatComesFasterThanTheBurst() {
        RawHttp http = RawHttp.to(server.port());
        StringBuilder pipelined = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            pipelined.append("GET /health HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.220\r\n");
            pipelined.append(i == 399 ? "Connection: close\r\n\r\n" : "\r\n");
        }
        String all = http.send(pipelined.toString()).body();
        int refused = all.split("HTTP/1.1 429", -1).length - 1;
        assertThat(refused).isBetween(50, 200);
    }
}
