package io.vitrina.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes, whereto, and how it is changed on its way. */
@QuarkusTest
@WithTestResource(StubServices.class)
class GatewayTest {

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
        me = "X-Forwarded-For: 203.0." + caller / 250 + "." + caller % 250;
        StubServices.SEEN.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/auth/login, auth",
        "/api/v1/users, auth",
        "/api/v1/users/7, auth",
        "/.well-known/jwks.json, auth",
        "/api/v1/categories/shoes, catalog",
        "/api/v1/products, catalog",
        "/media/none, ''",
        "/api/v1/media/1.svg, catalog",
        "/api/v1/cart/total, cart",
        "/api/v1/orders/me, cart",
        "/api/v1/payments/webhook/mock, cart",
    })
    void routesByPrefix(String path, String service) {
        RawHttp.Answer answer = http.request("GET", path + "?stub=html", null, me);
        if (service.isEmpty()) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(StubServices.SEEN).isEmpty();
        } else {
            assertThat(StubServices.SEEN).allSatisfy(seen -> assertThat(seen).startsWith(service + " GET " + path));
        }
    }

    @Test
    void servesTheKeysBelowTheApiToo() {
        assertThat(http.get("/api/v1/.well-known/jwks.json", me).json().getString("uri"))
                .isEqualTo("/.well-known/jwks.json");
    }

    @Test
    void makesNoDifferenceOfATrailingSlash() {
        assertThat(http.get("/api/v1/products/?page=2", me).json().getString("uri"))
                .isEqualTo("/api/v1/products?page=2");
    }

    @Test
    void passesTheBodyByteForByte() {
        byte[] body = new byte[200_000];
        new Random(7).nextBytes(body);
        JsonObject seen = http.request(
                        "POST",
                        "/api/v1/payments/webhook/stripe/",
                        body,
                        me,
                        "Stripe-Signature: t=1,v1=aa,v1=bb",
                        "Content-Encoding: gzip")
                .json();
        assertThat(seen.getString("sha256")).isEqualTo(StubServices.sha256(body));
        assertThat(seen.getJsonObject("headers").getString("stripe-signature")).isEqualTo("t=1,v1=aa,v1=bb");
        assertThat(seen.getJsonObject("headers").getString("content-encoding")).isEqualTo("gzip");
    }

    @Test
    void passesAChunkedBody() {
        JsonObject seen = http.send(
                        "POST /api/v1/cart/items HTTP/1.1\r\nHost: a\r\n" + me
                                + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
                .json();
        assertThat(seen.getString("sha256")).isEqualTo(StubServices.sha256("hello world".getBytes()));
        assertThat(seen.getJsonObject("headers").getString("transfer-encoding")).isEqualTo("chunked");
    }

    @Test
    void rebuildsForwardedHeadersAndDropsHopByHopOnes() {
        JsonObject headers = http.get(
                        "/api/v1/cart",
                        "X-Forwarded-For: 6.6.6.6, 203.0.113.77",
                        "X-Forwarded-Host: evil.example",
                        "Forwarded: for=6.6.6.6",
                        "X-Real-Ip: 6.6.6.6",
                        "Keep-Alive: timeout=5",
                        "TE: trailers",
                        "Connection: X-Drop-Me",
                        "X-Drop-Me: 1",
                        "Authorization: Bearer abc",
                        "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .json()
                .getJsonObject("headers");
        assertThat(headers.getString("x-forwarded-for")).isEqualTo("203.0.113.77");
        assertThat(headers.getString("x-forwarded-host")).isEqualTo("shop.example");
        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(headers.getString("authorization")).isEqualTo("Bearer abc");
        assertThat(headers.getString("traceparent")).startsWith("00-4bf92f");
        assertThat(headers.fieldNames())
                .doesNotContain("forwarded", "x-real-ip", "keep-alive", "te", "x-drop-me", "expect", "upgrade");
    }

    @Test
    void opensNoTunnel() {
        RawHttp.Answer answer = http.from("127.0.0.4")
                .get(
                        "/api/v1/cart/",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13",
                        "X-Forwarded-For: 6.6.6.6");
        JsonObject headers = answer.json().getJsonObject("headers");
        assertThat(answer.json().getString("uri")).isEqualTo("/api/v1/cart");
        assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.4");
        assertThat(headers.fieldNames()).doesNotContain("upgrade", "connection");
    }

    @Test
    void doesNotBelieveAStrangersForwardedFor() {
        JsonObject headers = http.from("127.0.0.2")
                .get("/api/v1/cart", "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https")
                .json()
                .getJsonObject("headers");
        assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.2");
        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("http");
    }

    @Test
    void keepsASaneRequestIdAndReplacesAnyOther() {
        RawHttp.Answer kept = http.get("/api/v1/cart", me, "X-Request-Id: abc-123");
        assertThat(kept.header("X-Request-Id")).isEqualTo("abc-123");
        assertThat(kept.json().getJsonObject("headers").getString("x-request-id"))
                .isEqualTo("abc-123");
        RawHttp.Answer made = http.get("/api/v1/cart", me, "X-Request-Id: <script>");
        assertThat(made.header("X-Request-Id")).hasSize(36);
        assertThat(made.json().getJsonObject("headers").getString("x-request-id"))
                .isEqualTo(made.header("X-Request-Id"));
    }

    @Test
    void hidesWhatTheServiceSaysOfItself() {
        RawHttp.Answer answer = http.get("/api/v1/cart?stub=headers", me, "X-Request-Id: mine");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by", "x-secret");
        assertThat(answer.header("X-Request-Id")).isEqualTo("mine");
        assertThat(answer.header("ETag")).isEqualTo("\"v1\"");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.headers()).doesNotContainKey("strict-transport-security");
    }

    @Test
    void bindsABrowserToTlsThatATrustedProxyEnded() {
        assertThat(http.get("/health", me, "X-Forwarded-Proto: https").header("Strict-Transport-Security"))
                .isEqualTo("max-age=63072000; includeSubDomains");
        assertThat(http.from("127.0.0.2")
                        .get("/health", "X-Forwarded-Proto: https")
                        .headers())
                .doesNotContainKey("strict-transport-security");
    }

    @Test
    void letsAPageOfAServiceUseItsOwnStyles() {
        assertThat(http.get("/api/v1/payments/mock/1?stub=html", me).header("Content-Security-Policy"))
                .startsWith("default-src 'self'; script-src 'self' 'unsafe-inline'");
    }

    @Test
    void streamsTheAnswerAsItComes() {
        RawHttp.Answer answer = http.get("/api/v1/orders?stub=stream", me);
        assertThat(answer.body()).isEqualTo("part 0\npart 1\npart 2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
    void streamsToAClientThatKnowsNoChunks(String connection) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            String head = "GET /api/v1/orders?stub=stream HTTP/1.0\r\nHost: a\r\n" + me + "\r\n" + connection + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("part 0\n") < 0) {
                answer.append(new String(socket.getInputStream().readNBytes(1), StandardCharsets.US_ASCII));
            }
            assertThat(socket.getInputStream().available())
                    .as("the rest comes later")
                    .isZero();
            answer.append(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            assertThat(answer.toString())
                    .startsWith("HTTP/1.0 200 OK\r\n")
                    .endsWith("\r\n\r\npart 0\npart 1\npart 2\n")
                    .containsIgnoringCase("connection: close")
                    .doesNotContainIgnoringCase("transfer-encoding")
                    .doesNotContainIgnoringCase("keep-alive");
        }
    }

    @Test
    void asksForTheBodyOfAClientThatWaits() {
        byte[] body = "x".repeat(100).getBytes(StandardCharsets.UTF_8);
        assertThat(http.request("POST", "/api/v1/cart/items", body, me, "Expect: 100-continue")
                        .json()
                        .getInteger("length"))
                .isEqualTo(100);
    }

    @Test
    void promisesNoBodyWithA304() {
        RawHttp.Answer answer = http.get("/api/v1/users/me?stub=unchanged", me, "If-None-Match: \"v1\"");
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.header("ETag")).isEqualTo("\"v1\"");
        assertThat(answer.headers()).doesNotContainKeys("transfer-encoding", "content-length");
    }

    @Test
    void answersHeadWithoutABody() {
        RawHttp.Answer answer = http.request("HEAD", "/api/v1/products/1", null, me);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(http.request("HEAD", "/health", null, me).status()).isEqualTo(200);
    }

    @Test
    void tellsItsHealthAndTheServices() {
        assertThat(http.get("/health", me).body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(http.get("/health/services/", me).json()).isEqualTo(new JsonObject("""
                                {"status": "DEGRADED", "services": [
                                  {"name": "auth-service", "status": "UP"},
                                  {"name": "catalog-service", "status": "UP"},
                                  {"name": "cart-service", "status": "DOWN"}]}
                                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/nowhere", "/api/v1/cart", "/api/v1/products?stub=public&date"})
    void tellsTheTimeOnceWithEveryAnswer(String path) {
        assertThat(http.get(path, me).header("Date"))
                .matches("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} [\\d:]{8} GMT");
    }
}
