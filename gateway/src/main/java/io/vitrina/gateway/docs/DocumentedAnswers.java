package io.vitrina.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answers of an operation, completed: the kinds of error that its service need not speak of, the body that all
 * errors have, and the headers that come with every answer of the gateway or follow from what the operation takes.
 */
final class DocumentedAnswers {

    static final String REF = "$ref";
    private static final String RESPONSES = "#/components/responses/";
    private static final String HEADERS = "#/components/headers/";
    private static final String STATUS = "x-status";
    private static final String WHEN = "x-when";

    /** On every answer, as far as the base document describes them. */
    private static final List<String> EVERYWHERE = List.of("X-Request-Id", "RateLimit", "RateLimit-Policy");

    private static final String TAG = "ETag";
    private static final String REPLAYED = "Idempotent-Replayed";

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode fill;
    private final JsonNode headers;

    /** The kinds of answer by status: name and response. */
    private final Map<String, Map.Entry<String, JsonNode>> kinds = new TreeMap<>();

    /**
     * @param components of the base document; what told this class where to put the answers is taken out, as it tells
     *     nobody else anything
     * @param fill what the scanner of annotations can't see: the content of answers that are built by hand
     */
    DocumentedAnswers(JsonNode components, JsonNode fill) {
        this.fill = fill;
        this.headers = components.path("headers");
        components.path("responses").properties().forEach(e -> {
            ObjectNode response = (ObjectNode) e.getValue();
            kinds.put(response.path(STATUS).asText(), Map.entry(e.getKey(), response.deepCopy()));
            response.remove(List.of(STATUS, WHEN));
            if (!headers.isEmpty()) {
                tell(response, EVERYWHERE);
            }
        });
    }

    void complete(String method, String path, ObjectNode operation) {
        ObjectNode responses = operation.withObject("/responses");
        fillGaps(fill.path(method + " " + path), responses);
        kinds.forEach((status, kind) -> {
            if (responses.get(status) instanceof ObjectNode said) {
                responses.set(status, withBody(said, kind));
            } else if (applies(kind.getValue().path(WHEN).asText(), method, path, operation)) {
                responses.putObject(status).put(REF, RESPONSES + kind.getKey());
            }
        });
        responses.properties().forEach(e -> tellHeaders(e.getKey(), (ObjectNode) e.getValue(), method, operation));
        operation.set("responses", sorted(responses));
    }

    private void fillGaps(JsonNode contents, ObjectNode responses) {
        contents.properties().forEach(e -> {
            if (responses.get(e.getKey()) instanceof ObjectNode response
                    && response.path("content").isEmpty()) {
                response.set("content", e.getValue());
            }
        });
        // A page or a picture has no schema of its own; to a client it is bytes.
        responses.forEach(response -> response.path("content").forEach(content -> {
            if (content instanceof ObjectNode media && media.path("schema").isEmpty()) {
                media.putObject("schema").put("type", "string");
            }
        }));
    }

    private static boolean applies(String when, String method, String path, ObjectNode operation) {
        return switch (when) {
            case "always" -> true;
            case "secured" -> !operation.path("security").isEmpty();
            case "path" -> path.contains("{");
            case "body" -> operation.has("requestBody");
            case "content" -> hasContent(operation);
            case "conditional read" -> isConditionalRead(method, operation);
            case "conditional write" -> isConditionalWrite(operation);
            default -> false;
        };
    }

    private static boolean hasContent(ObjectNode operation) {
        return operation.path("responses").properties().stream()
                .anyMatch(
                        e -> isGood(e.getKey()) && !e.getValue().path("content").isEmpty());
    }

    private static boolean isConditionalRead(String method, ObjectNode operation) {
        return method.equals("get") && takes("If-None-Match", operation);
    }

    private static boolean isConditionalWrite(ObjectNode operation) {
        return takes("If-Match", operation);
    }

    private static boolean takes(String header, ObjectNode operation) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("header")
                    && parameter.path("name").asText().equalsIgnoreCase(header)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGood(String status) {
        return status.startsWith("2");
    }

    private void tellHeaders(String status, ObjectNode response, String method, ObjectNode operation) {
        if (response.has(REF)) {
            return;
        }
        if (isGood(status) && !response.path("content").isEmpty()) {
            if (isConditionalRead(method, operation) || isConditionalWrite(operation)) {
                tell(response, List.of(TAG));
            }
        }
        if (isGood(status) && takes("Idempotency-Key", operation)) {
            tell(response, List.of(REPLAYED));
        }
        tell(response, EVERYWHERE);
    }

    private void tell(ObjectNode response, List<String> names) {
        for (String name : names) {
            if (headers.has(name)) {
                response.withObject("/headers").putObject(name).put(REF, HEADERS + name);
            }
        }
    }

    /** What a service says of an error of its own, with the body that all errors have. */
    private ObjectNode withBody(ObjectNode said, Map.Entry<String, JsonNode> kind) {
        if (said.has(REF)) {
            return json.createObjectNode().put(REF, RESPONSES + kind.getKey());
        }
        ObjectNode full = said.deepCopy();
        if (kind.getValue().has("content")) {
            full.set("content", kind.getValue().path("content").deepCopy());
        }
        if (kind.getValue().has("headers") && !full.has("headers")) {
            full.set("headers", kind.getValue().path("headers").deepCopy());
        }
        return full;
    }

    private ObjectNode sorted(ObjectNode node) {
        TreeMap<String, JsonNode> entries = new TreeMap<>();
        node.properties().forEach(e -> entries.put(e.getKey(), e.getValue()));
        ObjectNode result = json.createObjectNode();
        entries.forEach(result::set);
        return result;
    }
}
