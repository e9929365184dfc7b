package io.vitrina.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.kit.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The merged document tells every kind of answer and every header there is, and shows each call by an example. */
class MergedAnswersTest {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");
    private static final List<String> EVERYWHERE = List.of("X-Request-Id", "RateLimit", "RateLimit-Policy");

    /** No text can show these: a picture is chosen as a file, and a notification has a form of its own per provider. */
    private static final Set<String> WITHOUT_EXAMPLES =
            Set.of("POST /api/v1/products/{id}/image", "POST /api/v1/payments/webhook/{provider}");

    private final JsonNode document = new ApiDocument().document();

    private interface Rule {
        /** What is wrong; null when nothing is. */
        String check(JsonNode operation, JsonNode responses);
    }

    private void assertEach(Rule rule) {
        List<String> broken = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> METHODS.forEach(method -> {
                    JsonNode operation = path.getValue().path(method);
                    String wrong =
                            operation.isMissingNode() ? null : rule.check(operation, operation.path("responses"));
                    if (wrong != null) {
                        broken.add(method.toUpperCase() + " " + path.getKey() + ": " + wrong);
                    }
                }));
        assertThat(broken).isEmpty();
    }

    private static String missing(JsonNode node, String name) {
        return node.has(name) ? null : name + " is not told";
    }

    private static JsonNode parameter(JsonNode operation, String in, String name) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals(in)
                    && parameter.path("name").asText().equals(name)) {
                return parameter;
            }
        }
        return null;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    @Test
    void hasAComponentForEachKindOfProblem() {
        Set<String> kinds = new TreeSet<>();
        document.at("/components/responses")
                .forEach(response -> kinds.add(response.at("/content/application~1problem+json/example/type")
                        .asText()));
        Set<String> known = new TreeSet<>();
        for (Problems kind : Problems.values()) {
            known.add("urn:vitrina:problem:" + kind.slug());
        }
        // It shares 422 with validation-failed.
        known.remove("urn:vitrina:problem:unprocessable");
        // To a method that HTTP doesn't know, so to no operation.
        known.remove("urn:vitrina:problem:not-implemented");
        kinds.remove("");
        assertThat(kinds).isEqualTo(known);
    }

    @Test
    void usesEachComponentSomewhere() {
        Set<String> used = new TreeSet<>();
        document.findValues("$ref").forEach(ref -> used.add(ref.asText()));
        List<String> unused = new ArrayList<>();
        document.path("components")
                .properties()
                .forEach(kind -> kind.getValue().fieldNames().forEachRemaining(name -> {
                    String ref = "#/components/" + kind.getKey() + "/" + name;
                    if (!kind.getKey().equals("securitySchemes") && !used.contains(ref)) {
                        unused.add(ref);
                    }
                }));
        assertThat(unused).isEmpty();
    }

    @Test
    void tellsWhatAnyCallMayBeAnswered() {
        for (String status : List.of("400", "405", "413", "414", "429", "431", "500", "502", "503", "504")) {
            assertEach((operation, responses) -> missing(responses, status));
        }
        assertEach((operation, responses) -> {
            boolean gives = false;
            for (String status : List.of("200", "201")) {
                gives |= !responses.at("/" + status + "/content").isEmpty();
            }
            return gives ? missing(responses, "406") : null;
        });
    }

    @Test
    void tellsOfConditionalReadsWhatTheyAreAnswered() {
        assertEach((operation, responses) -> {
            if (parameter(operation, "header", "If-None-Match") == null) {
                return null;
            }
            return responses.has("304") ? missing(responses.at("/200/headers"), "ETag") : "304 is not told";
        });
    }

    @Test
    void tellsOfConditionalWritesWhatTheyAreAnswered() {
        assertEach((operation, responses) -> {
            if (parameter(operation, "header", "If-Match") == null) {
                return null;
            }
            boolean tagged =
                    responses.has("204") || responses.at("/200/headers").has("ETag");
            return tagged ? missing(responses, "412") : "ETag is not told";
        });
    }

    @Test
    void declaresThePreconditionsOfProductsCategoriesAndUsers() {
        for (String path : List.of("/products/{id}", "/categories/{val}", "/users/{id}")) {
            JsonNode item = document.path("paths").path("/api/v1" + path);
            assertThat(parameter(item.path("get"), "header", "If-None-Match"))
                    .as(path)
                    .isNotNull();
            assertThat(parameter(item.path("patch"), "header", "If-Match"))
                    .as(path)
                    .isNotNull();
        }
    }

    @Test
    void tellsThatARepeatedCallIsAnsweredFromMemory() {
        assertEach((operation, responses) -> {
            if (parameter(operation, "header", "Idempotency-Key") == null) {
                return null;
            }
            return missing(responses.at("/201/headers"), "Idempotent-Replayed");
        });
        assertThat(parameter(document.at("/paths/~1api~1v1~1orders/post"), "header", "Idempotency-Key"))
                .isNotNull();
    }

    @Test
    void tellsTheHeadersOfEveryAnswer() {
        assertEach((operation, responses) -> {
            for (var response : responses.properties()) {
                for (String header : EVERYWHERE) {
                    if (!resolve(response.getValue()).path("headers").has(header)) {
                        return response.getKey() + " has no " + header;
                    }
                }
            }
            return null;
        });
    }

    @Test
    void showsOrExplainsEachPathParameter() {
        assertEach((operation, responses) -> {
            for (JsonNode parameter : operation.path("parameters")) {
                if (parameter.path("in").asText().equals("path")
                        && !parameter.has("example")
                        && !parameter.has("description")) {
                    return parameter.path("name").asText() + " has neither example nor description";
                }
            }
            return null;
        });
    }

    @Test
    void showsEachBodyByAnExample() {
        document.path("paths")
                .properties()
                .forEach(path -> METHODS.forEach(method -> {
                    String name = method.toUpperCase() + " " + path.getKey();
                    path.getValue()
                            .path(method)
                            .path("requestBody")
                            .path("content")
                            .forEach(content -> assertThat(content.has("example") || content.has("examples"))
                                    .as(name)
                                    .isEqualTo(!WITHOUT_EXAMPLES.contains(name)));
                }));
    }

    @Test
    void showsNoFieldThatTheWireDoesNotHave() {
        assertThat(document.at("/components/schemas/UserPatch/properties").properties().stream()
                        .map(java.util.Map.Entry::getKey))
                .containsExactlyInAnyOrder("full_name", "email", "phone", "image_url", "roles", "disabled");
    }
}
