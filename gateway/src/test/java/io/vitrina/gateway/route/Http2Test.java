package io.vitrina.gateway.route;

import static io.vitrina.gateway.testing.ProblemBodies.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StubServices.class)
class Http2Test {

    @Inject
    GatewayServer server;

    @Inject
    Vertx vertx;

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            return client.send(
                    request.header("X-Forwarded-For", "198.18.1.1").build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    @Test
    void upgradesAClientThatAsks() throws Exception {
        HttpResponse<String> answer = send(to("/api/v1/cart"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        JsonObject headers = new JsonObject(answer.body()).getJsonObject("headers");
        assertThat(headers.fieldNames()).doesNotContain("http2-settings", "upgrade", "connection");
        assertThat(headers.getString("x-forwarded-host")).isEqualTo("127.0.0.1:" + server.port());
    }

    @Test
    void passesABodyOfUnknownLength() throws Exception {
        byte[] body = "0123456789".repeat(20_000).getBytes();
        // The first call upgrades the connection, the second one is HTTP/2 from its first byte.
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            client.send(to("/health").build(), HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> answer = client.send(
                    to("/api/v1/cart/items")
                            .header("X-Forwarded-For", "198.18.1.2")
                            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(new JsonObject(answer.body()).getString("sha256")).isEqualTo(StubServices.sha256(body));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/token", "/api/v1/%2e%2e/internal", "/api/v1/products;x"})
    void knowsNoOtherAddressEither(String path) throws Exception {
        HttpResponse<String> answer = send(to(path));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "chunked\r\nTransfer-Encoding: chunked", "identity", "gzip"})
    void refusesAnUpgradeWhoseBodyHasAnotherEncoding(String encoding) {
        String request = "POST /api/v1/cart/items HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\nTransfer-Encoding: " + encoding
                + "\r\n\r\n0\r\n\r\n";
        RawHttp.Answer answer = RawHttp.to(server.port()).send(request);
        assertProblem(answer, 400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: a\r\nHost: b\r\n", "", "Host: a\r\nHost: a\r\n"})
    void refusesAnUpgradeThatNamesNoOneHost(String hosts) {
        StubServices.SEEN.clear();
        RawHttp.Answer answer = RawHttp.to(server.port())
                .send("GET /api/v1/cart HTTP/1.1\r\n" + hosts + "Connection: Upgrade, HTTP2-Settings\r\n"
                        + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n");
        assertProblem(answer, 400, "bad-request");
        assertThat(StubServices.SEEN).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade",
                "Connection: Upgrade\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA",
                "Connection: HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA",
                "Connection: Upgrade, HTTP2-Settings",
                "Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: %",
                "Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMA",
                // A push that is neither on nor off.
                "Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAIAAAAH",
                "Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAIAAAAA\r\nHTTP2-Settings: AAIAAAAA",
            })
    void goesOnAsItCameWhenAnUpgradeIsAskedForInHalf(String half) {
        RawHttp.Answer answer = RawHttp.to(server.port())
                .send("GET /api/v1/cart HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.18.1.9\r\nUpgrade: h2c\r\n" + half
                        + "\r\n\r\nGET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"service\":\"cart\"")
                .doesNotContainIgnoringCase("http2-settings")
                .doesNotContainIgnoringCase("h2c");
    }

    @Test
    void getsWhatIsTooLargeForTheCache() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            client.send(to("/health").build(), HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> answer = client.send(
                    to("/api/v1/media/large?stub=large&h2")
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).hasSize(1_500_000);
        }
    }

    @Test
    void countsTheHeadersOfAStream() throws Exception {
        HttpClientOptions options =
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
        io.vertx.core.http.HttpClient client = vertx.createHttpClient(options);
        int status = client.request(HttpMethod.GET, server.port(), "127.0.0.1", "/api/v1/cart")
                .map(request -> request.putHeader("x-long", "x".repeat(21 * 1024)))
                .compose(HttpClientRequest::send)
                .map(response -> response.statusCode())
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        assertThat(status).isEqualTo(431);
        client.close();
    }
}
