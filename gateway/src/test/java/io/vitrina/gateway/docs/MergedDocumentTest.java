package io.vitrina.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document that clients are made from: complete, sound, and changed by nobody unawares. */
class MergedDocumentTest {

    private static final Path SNAPSHOT = Path.of("..", "api", "vitrina.json");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private final ApiDocument api = new ApiDocument();
    private final JsonNode document = api.document();

    private void operations(BiConsumer<String, JsonNode> visitor) {
        document.path("paths")
                .properties()
                .forEach(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .forEach(method -> visitor.accept(
                                method.toUpperCase() + " " + path.getKey(),
                                path.getValue().path(method))));
    }

    /** What is wrong with which operation; a rule says something when it is broken. */
    private List<String> broken(Rule rule) {
        List<String> broken = new ArrayList<>();
        operations((name, operation) -> {
            String what = rule.check(name, operation);
            if (what != null) {
                broken.add(name + ": " + what);
            }
        });
        return broken;
    }

    private interface Rule {

        String check(String name, JsonNode operation);
    }

    @Test
    void holdsWhatEveryServicePromises() {
        assertThat(api.missing()).isEmpty();
        List<String> names = new ArrayList<>();
        operations((name, operation) -> names.add(name));
        assertThat(names)
                .contains(
                        "POST /api/v1/auth/login",
                        "GET /api/v1/products",
                        "POST /api/v1/orders",
                        "GET /.well-known/jwks.json",
                        "GET /health")
                .noneMatch(name -> name.contains("/internal"));
    }

    @Test
    void namesAndDescribesEachOperation() {
        Set<String> ids = new HashSet<>();
        Set<String> tags = new HashSet<>();
        document.path("tags").forEach(tag -> tags.add(tag.path("name").asText()));
        assertThat(broken((name, operation) ->
                        ids.add(operation.path("operationId").asText()) ? null : "operationId is used twice"))
                .isEmpty();
        assertThat(broken(
                        (name, operation) -> operation.path("summary").asText().isBlank() ? "no summary" : null))
                .isEmpty();
        assertThat(broken((name, operation) -> {
                    boolean known = operation.path("tags").size() > 0;
                    for (JsonNode tag : operation.path("tags")) {
                        known &= tags.contains(tag.asText());
                    }
                    return known ? null : "no tag, or an unknown one";
                }))
                .isEmpty();
    }

    @Test
    void declaresTheParametersOfEachPath() {
        Pattern parameter = Pattern.compile("\\{([^}]+)}");
        assertThat(broken((name, operation) -> {
                    Set<String> declared = new HashSet<>();
                    String path = name.substring(name.indexOf(' ') + 1);
                    for (JsonNode from :
                            List.of(operation, document.path("paths").path(path))) {
                        for (JsonNode one : from.path("parameters")) {
                            if (one.path("in").asText().equals("path")
                                    && one.path("required").asBoolean()) {
                                declared.add(one.path("name").asText());
                            }
                        }
                    }
                    Matcher matcher = parameter.matcher(path);
                    while (matcher.find()) {
                        if (!declared.remove(matcher.group(1))) {
                            return matcher.group(1) + " is not declared";
                        }
                    }
                    return declared.isEmpty() ? null : declared + " not in the path";
                }))
                .isEmpty();
    }

    @Test
    void saysWhatEachAnswerLooksLike() {
        assertThat(broken((name, operation) -> {
                    boolean succeeds = false;
                    for (var response : operation.path("responses").properties()) {
                        succeeds |= response.getKey().compareTo("400") < 0;
                        boolean error = response.getKey().compareTo("400") >= 0;
                        JsonNode problem =
                                resolve(response.getValue()).at("/content/application~1problem+json/schema/$ref");
                        if (error && !problem.asText().equals("#/components/schemas/Problem")) {
                            return response.getKey() + " is no problem";
                        }
                    }
                    return succeeds ? null : "never succeeds";
                }))
                .isEmpty();
        for (String status : List.of("429", "500", "502", "503", "504")) {
            assertThat(broken((name, operation) ->
                            operation.path("responses").has(status) ? null : status + " is not told"))
                    .isEmpty();
        }
        assertThat(broken((name, operation) -> operation.path("security").size() == 0
                                || operation.path("responses").has("401")
                        ? null
                        : "401 is not told"))
                .isEmpty();
    }

    @Test
    void givesTheShapeOfEachBody() {
        assertThat(broken((name, operation) -> {
                    for (String status : List.of("200", "201")) {
                        JsonNode response = operation.path("responses").path(status);
                        for (JsonNode content : response.path("content")) {
                            if (content.path("schema").isEmpty()) {
                                return status + " has no schema";
                            }
                        }
                        if (!response.isMissingNode()
                                && response.path("content").isEmpty()) {
                            return status + " has no content";
                        }
                    }
                    for (JsonNode content : operation.path("requestBody").path("content")) {
                        if (content.path("schema").isEmpty()) {
                            return "the request has no schema";
                        }
                    }
                    return null;
                }))
                .isEmpty();
    }

    @Test
    void refersToNothingThatIsNotThere() {
        List<String> dangling = new ArrayList<>();
        for (JsonNode ref : document.findValues("$ref")) {
            if (document.at(ref.asText().substring(1)).isMissingNode()) {
                dangling.add(ref.asText());
            }
        }
        assertThat(dangling).isEmpty();
    }

    @Test
    void callsFieldsAsTheWireDoes() {
        List<String> camel = new ArrayList<>();
        for (JsonNode properties : document.path("components").path("schemas").findValues("properties")) {
            properties.fieldNames().forEachRemaining(name -> {
                if (!name.matches("[a-z0-9_]+")) {
                    camel.add(name);
                }
            });
        }
        assertThat(camel).isEmpty();
    }

    @Test
    void changesOnlyTogetherWithItsSnapshot() throws IOException {
        String served = JSON.writeValueAsString(document) + "\n";
        if (Boolean.getBoolean("vitrina.openapi.update")) {
            Files.writeString(SNAPSHOT, served);
        }
        assertThat(served)
                .as("api/vitrina.json is what clients rely on; -Dvitrina.openapi.update=true accepts the change")
                .isEqualTo(Files.readString(SNAPSHOT));
    }

    private JsonNode resolve(JsonNode response) {
        return response.has("$ref") ? document.at(response.path("$ref").asText().substring(1)) : response;
    }
}
