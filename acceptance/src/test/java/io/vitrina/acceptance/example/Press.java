package io.vitrina.acceptance.example;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One press on the documentation's Execute button: an operation with what its page fills in.
 *
 * @param example the name of the example of the body, or its media type; empty when there is no body
 * @param path values of the path's variables; those that the document leaves open are not there
 * @param query what is sent after the question mark, as the page prefills it
 * @param body null when there is none
 */
public record Press(
        String method,
        String template,
        String example,
        Map<String, String> path,
        Map<String, String> query,
        String mediaType,
        String body,
        JsonNode responses) {

    /** All that can be pressed, in the document's order, but with the sign-up first: the rest is done by who signed up. */
    public static List<Press> all(JsonNode document) {
        List<Press> all = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> addAll(operation.getKey(), path.getKey(), operation.getValue(), all)));
        all.sort((a, b) -> Boolean.compare(b.isSignUp(), a.isSignUp()));
        return all;
    }

    private static void addAll(String method, String template, JsonNode operation, List<Press> all) {
        Map<String, String> path = new TreeMap<>();
        Map<String, String> query = new TreeMap<>();
        operation.path("parameters").forEach(parameter -> {
            JsonNode shown = parameter.has("example") ? parameter.path("example") : parameter.at("/schema/default");
            if (!shown.isMissingNode()) {
                (parameter.path("in").asText().equals("path") ? path : query)
                        .put(parameter.path("name").asText(), shown.asText());
            }
        });
        Press bare =
                new Press(method.toUpperCase(), template, "", path, query, null, null, operation.path("responses"));
        JsonNode contents = operation.path("requestBody").path("content");
        if (contents.isEmpty()) {
            all.add(bare);
        }
        contents.properties().forEach(content -> {
            String type = content.getKey();
            if (content.getValue().path("examples").isEmpty()) {
                all.add(bare.with(type, type, content.getValue().path("example")));
            }
            content.getValue()
                    .path("examples")
                    .properties()
                    .forEach(e ->
                            all.add(bare.with(e.getKey(), type, e.getValue().path("value"))));
        });
    }

    private Press with(String name, String type, JsonNode value) {
        return new Press(method, template, name, path, query, type, text(type, value), responses);
    }

    private static String text(String type, JsonNode value) {
        if (type.equals("application/x-www-form-urlencoded")) {
            List<String> fields = new ArrayList<>();
            value.properties()
                    .forEach(e -> fields.add(
                            encode(e.getKey()) + "=" + encode(e.getValue().asText())));
            return String.join("&", fields);
        }
        return value.isTextual() ? value.asText() : value.toString();
    }

    public String key() {
        return method + " " + template;
    }

    private boolean isSignUp() {
        return key().equals("POST /api/v1/auth/register");
    }

    /** The same with another value in the path. */
    public Press at(String variable, String value) {
        Map<String, String> other = new TreeMap<>(path);
        other.put(variable, value);
        return new Press(method, template, example, other, query, mediaType, body, responses);
    }

    /** The same with another body, of JSON. */
    public Press saying(String json) {
        return new Press(method, template, example, path, query, "application/json", json, responses);
    }

    /** As it goes onto the wire. */
    public String target() {
        String target = template;
        for (Map.Entry<String, String> variable : path.entrySet()) {
            target = target.replace("{" + variable.getKey() + "}", encode(variable.getValue()));
        }
        List<String> fields = new ArrayList<>();
        query.forEach((name, value) -> fields.add(encode(name) + "=" + encode(value)));
        return fields.isEmpty() ? target : target + "?" + String.join("&", fields);
    }

    /** Whether the document tells of this answer, and as a good one. */
    public boolean promises(int status) {
        return status < 400 && responses.has(String.valueOf(status));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return example.isEmpty() ? key() : key() + " (" + example + ")";
    }
}
