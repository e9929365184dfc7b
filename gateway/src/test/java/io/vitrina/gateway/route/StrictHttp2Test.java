package io.vitrina.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.gateway.testing.RawHttp2;
import io.vitrina.gateway.testing.StubServices;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP/2 can carry and no service is to see; and that one bad call is no other call's matter. */
@QuarkusTest
@WithTestResource(StubServices.class)
class StrictHttp2Test {

    private static final String ME = "198.18.2.1";

    @Inject
    GatewayServer server;

    private RawHttp2 http;

    @BeforeEach
    void connect() {
        http = new RawHttp2(server.port());
        StubServices.SEEN.clear();
    }

    @AfterEach
    void leave() {
        http.close();
    }

    private static void assertProblem(RawHttp2.Answer answer, int status, String slug) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("type")).isEqualTo("urn:vitrina:problem:" + slug);
        assertThat(answer.json().getString("request_id")).isEqualTo(answer.header("x-request-id"));
    }

    private void assertConnectionGoesOn() {
        StubServices.SEEN.clear();
        assertThat(http.send("GET", "/api/v1/cart", "x-forwarded-for", ME).status())
                .isEqualTo(200);
        assertThat(StubServices.SEEN).containsExactly("cart GET /api/v1/cart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\r\n b", "a\r\nx-evil: 1", "\u0001", "a\u007fb", "\u001f"})
    void refusesAValueWithAControlCharacter(String value) {
        for (String name : new String[] {"x", "traceparent", "tracestate", "user-agent"}) {
            for (String path : new String[] {"/api/v1/cart", "/api/v1/products?stub=public&strict"}) {
                assertProblem(http.send("GET", path, "x-forwarded-for", ME, name, value), 400, "bad-request");
            }
        }
        assertThat(StubServices.SEEN).isEmpty();
        assertConnectionGoesOn();
    }

    @Test
    void takesATabAndWhatIsBeyondAscii() {
        assertThat(http.send("GET", "/api/v1/cart", "x-forwarded-for", ME, "x", "a\tb\u00e4")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void opensNoTunnel() {
        assertProblem(
                http.send(new DefaultHttp2Headers(false)
                        .method("CONNECT")
                        .authority("shop.example:443")
                        .add("x-forwarded-for", ME)),
                400,
                "bad-request");
        assertConnectionGoesOn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/services",
                "/openapi.json",
                "/docs",
                "/nowhere",
                "/api/v1/orders?stub=reset",
                "/api/v1/orders?stub=silent",
                "/api/v1/products?stub=reset&head",
            })
    void answersHeadWithTheLengthAndNoBody(String path) {
        RawHttp2.Answer whole = http.send("GET", path, "x-forwarded-for", ME);
        RawHttp2.Answer head = http.send("HEAD", path, "x-forwarded-for", ME);

        assertThat(head.pieces()).isZero();
        assertThat(head.status()).isEqualTo(whole.status());
        assertThat(whole.body()).isNotEmpty();
        assertThat(head.header("content-length"))
                .isEqualTo(Integer.toString(whole.body().getBytes().length));
        assertThat(head.header("content-type")).isEqualTo(whole.header("content-type"));
        assertConnectionGoesOn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "personal"})
    void answersHeadOfACachedReadWithoutABody(String kind) {
        String path = "/api/v1/products?stub=" + kind + "&head2";
        for (int i = 0; i < 3; i++) {
            RawHttp2.Answer head = http.send("HEAD", path, "x-forwarded-for", ME);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.pieces()).isZero();
        }
    }
}
