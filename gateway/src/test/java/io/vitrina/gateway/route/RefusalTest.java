package io.vitrina.gateway.route;

import static io.vitrina.gateway.testing.ProblemBodies.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not pass, and what its client is told. */
@QuarkusTest
@WithTestResource(StubServices.class)
class RefusalTest {

    private static final int MIB = 1024 * 1024;

    /** Each test calls from an address of its own, so that no test uses up another's allowance. */
    private static int caller;

    @Inject
    GatewayServer server;

    private RawHttp http;
    private String me;

    @BeforeEach
    void newCaller() {
        http = RawHttp.to(server.port());
        caller++;
        me = "X-Forwarded-For: 203.2." + caller / 250 + "." + caller % 250;
        StubServices.SEEN.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/products/lookup",
                "/internal",
                "/q/health",
                "/q/metrics",
                "/metrics",
                "/openapi",
                "/",
                "/api",
                "/api/v1",
                "/api/v1/internal/token",
                "/api/v1/productsx",
                "/API/v1/products",
                "/api/v2/products",
                "/api/v1/%2e%2e/internal",
                "/api/v1/%2E%2E/%2E%2E/internal",
                "/api/v1/../internal",
                "/api/v1/..%2finternal",
                "/api/v1/..;/internal",
                "/api/v1/products/..%5c..%5cinternal",
                "/api/v1/products;x/../../internal",
                "/api/v1//products",
                "/internal%2fproducts",
                "//internal/products",
                "/%69nternal/token",
                "/.well-known/other.json",
                "/api/v1/x/.well-known/jwks.json",
            })
    void knowsNoOtherAddress(String path) {
        assertProblem(http.get(path, me), 404, "not-found");
        assertThat(StubServices.SEEN).isEmpty();
    }

    @Test
    void doesNotBlameTheServiceForASlowClient() {
        String head = "POST /api/v1/cart/items HTTP/1.1\r\nHost: a\r\n" + me
                + "\r\nContent-Length: 15\r\nConnection: close\r\n\r\n";
        String[] parts = {head, "aaa", "bbb", "ccc", "ddd", "eee"};
        // Longer in all than the service has for its answer, and never silent for so long.
        assertThat(http.sendSlowly(300, parts).json().getInteger("length")).isEqualTo(15);
    }

    @Test
    void tellsThatAServiceTookTooLong() {
        assertProblem(http.get("/api/v1/orders?stub=silent", me), 504, "gateway-timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void sendsNothingTwiceWhenAServiceBreaksOff(String method) {
        byte[] body = method.equals("POST") ? "{}".getBytes() : null;
        assertProblem(http.request(method, "/api/v1/cart/none/none?stub=reset", body, me), 502, "bad-gateway");
        assertThat(StubServices.SEEN).hasSize(1);
    }

    @Test
    void closesWhenAnAnswerIsCutShort() {
        RawHttp.Answer answer = http.get("/api/v1/cart?stub=cut", me);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("only this");
    }

    @Test
    void refusesABodyThatSaysItIsTooLarge() {
        assertProblem(http.request("POST", "/api/v1/cart/items", new byte[MIB + 1], me), 413, "content-too-large");
        assertThat(StubServices.SEEN).isEmpty();
        assertThat(http.request("POST", "/api/v1/cart/items", new byte[MIB], me).status())
                .isEqualTo(200);
        assertThat(http.request("POST", "/api/v1/products/import", new byte[3 * MIB], me)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesABodyThatTurnsOutTooLarge() {
        String chunk = Integer.toHexString(MIB) + "\r\n" + "x".repeat(MIB) + "\r\n";
        RawHttp.Answer answer = http.send("POST /api/v1/cart/items HTTP/1.1\r\nHost: a\r\n" + me
                + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunk + "1\r\nx\r\n0\r\n\r\n");
        assertThat(assertProblem(answer, 413, "content-too-large").getString("detail"))
                .isEqualTo("the body may have at most 1048576 bytes");
    }

    @Test
    void refusesTooManyHeaders() {
        assertProblem(http.get("/api/v1/cart", me, "X-Long: " + "x".repeat(21 * 1024)), 431, "headers-too-large");
        assertThat(http.get("/api/v1/cart", me, "X-Long: " + "x".repeat(19 * 1024))
                        .status())
                .isEqualTo(200);
        assertThat(StubServices.SEEN).hasSize(1);
    }

    @Test
    void refusesATooLongTarget() {
        assertProblem(http.get("/api/v1/products?q=" + "x".repeat(4096), me), 414, "uri-too-long");
        assertProblem(http.get("/api/v1/products?q=" + "x".repeat(20_000), me), 414, "uri-too-long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /api/v1/cart HTTP/1.1\r\n\r\n",
                "GET /api/v1/cart HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/v1/cart%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "POST /api/v1/cart/items HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "POST /api/v1/cart/items HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            })
    void answersMalformedHttpWithAProblem(String request) {
        assertProblem(http.send(request), 400, "bad-request");
        assertThat(StubServices.SEEN).isEmpty();
    }

    @Test
    void answersAQuestionAboutTheWholeServer() {
        assertThat(http.request("OPTIONS", "*", null, me).status()).isEqualTo(204);
        assertProblem(http.get("*", me), 400, "bad-request");
    }

    @Test
    void tellsWhatAnAddressTakes() {
        RawHttp.Answer answer = http.request("POST", "/health", new byte[0], me);
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(http.request("OPTIONS", "/health", null, me).status()).isEqualTo(204);
    }
}
