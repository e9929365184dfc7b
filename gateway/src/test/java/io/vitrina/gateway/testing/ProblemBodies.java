package io.vitrina.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

/** The body that every error has. */
public final class ProblemBodies {

    private ProblemBodies() {}

    public static JsonObject assertProblem(RawHttp.Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonObject body = answer.json();
        assertThat(body.getString("type")).isEqualTo("urn:vitrina:problem:" + slug);
        assertThat(body.getInteger("status")).isEqualTo(status);
        assertThat(body.getInteger("code")).isEqualTo(status);
        assertThat(body.getString("message")).isEqualTo(body.getString("title")).isNotBlank();
        assertThat(body.getString("detail")).isNotBlank();
        assertThat(body.getString("request_id")).isEqualTo(answer.header("X-Request-Id"));
        return body;
    }
}
