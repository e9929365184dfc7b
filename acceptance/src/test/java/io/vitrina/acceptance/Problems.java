package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.client.Answer;
import java.util.List;

/** How the shop says no. */
final class Problems {

    private Problems() {}

    /** The body of every refusal, from the services and the gateway alike. */
    static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.contentType()).as(answer.toString()).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asInt()).isEqualTo(status);
        for (String field : List.of("type", "title", "detail", "message", "request_id")) {
            assertThat(problem.path(field).asText())
                    .as("%s of %s", field, answer)
                    .isNotBlank();
        }
        assertThat(answer.text()).doesNotContain("Exception", "io.vitrina", "SQL");
    }
}
