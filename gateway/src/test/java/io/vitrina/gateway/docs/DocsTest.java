package io.vitrina.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vitrina.gateway.route.GatewayServer;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StubServices.class)
class DocsTest {

    private static final String ME = "X-Forwarded-For: 192.0.2.66";

    @Inject
    GatewayServer server;

    private RawHttp http;

    @BeforeEach
    void connect() {
        http = RawHttp.to(server.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/", "/api/v1/docs", "/api/v1/docs/"})
    void showsThePageWithNothingFromElsewhere(String path) {
        RawHttp.Answer page = http.get(path, ME);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'self';");
        assertThat(page.body()).contains("/docs/swagger-ui-bundle.js").doesNotContain("http://", "https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js", "/docs/start.js"})
    void servesTheAssetsItself(String path) {
        assertThat(http.get(path, ME).status()).isEqualTo(200);
    }

    @Test
    void servesOneDocumentInBothForms() {
        RawHttp.Answer json = http.get("/openapi.json", ME);
        assertThat(json.header("Content-Type")).isEqualTo("application/json");
        JsonObject document = json.json();
        assertThat(document.getString("openapi")).isEqualTo("3.1.0");
        assertThat(document.getJsonObject("info").getString("title")).isEqualTo("Vitrina API");
        RawHttp.Answer yaml = http.get("/openapi.yaml", ME);
        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(yaml.body()).startsWith("openapi: 3.1.0\n");
        assertThat(http.get("/openapi.json", ME, "If-None-Match: " + json.header("ETag"))
                        .status())
                .isEqualTo(304);
    }
}
