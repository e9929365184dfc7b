package io.vitrina.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one OpenAPI document of what the services promise, each for itself.
 *
 * <p>What is the same everywhere (title, servers, security, the problem body, every kind of error with an example) comes
 * from {@code openapi/base.json}; paths, tags and schemas from the services. A name that two services use for two
 * things gets the later service's name in front.
 */
final class OpenApiMerger {

    private static final String REF = "$ref";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String RESPONSES = "#/components/responses/";
    private static final String STATUS = "x-status";
    private static final String WHEN = "x-when";
    /** What the scanner of annotations can't see: the content of answers that are built by hand. */
    private static final String FILL = "x-fill";

    private static final String SECURITY = "bearer";
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /** Schemas that every service has the same, taken from the base document. */
    private static final List<String> SHARED = List.of("Problem", "FieldError");

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode merged;
    private final JsonNode fill;
    private final Map<String, JsonNode> paths = new TreeMap<>();
    private final Map<String, JsonNode> schemas = new TreeMap<>();
    private final Map<String, JsonNode> tags = new LinkedHashMap<>();

    /** The kinds of error by status: name and response. */
    private final Map<String, Map.Entry<String, JsonNode>> problems = new TreeMap<>();

    OpenApiMerger(ObjectNode base) {
        this.merged = base.deepCopy();
        JsonNode gaps = merged.remove(FILL);
        this.fill = gaps == null ? json.createObjectNode() : gaps;
        merged.path("components").path("schemas").properties().forEach(e -> schemas.put(e.getKey(), e.getValue()));
        merged.path("components")
                .path("responses")
                .properties()
                .forEach(e -> problems.put(e.getValue().path(STATUS).asText(), Map.entry(e.getKey(), e.getValue())));
        merged.path("paths").properties().forEach(e -> paths.put(e.getKey(), e.getValue()));
        merged.path("tags").forEach(tag -> tags.put(tag.path("name").asText(), tag));
    }

    /** Adds what one service promises; {@code name} is the word its clashing schemas are told apart by. */
    OpenApiMerger add(String name, ObjectNode service) {
        ObjectNode document = service.deepCopy();
        document.path("components").path("schemas").forEach(SchemaNames::toWireForm);
        Map<String, String> renamed = new LinkedHashMap<>();
        document.path("components").path("schemas").properties().forEach(e -> {
            JsonNode known = schemas.get(e.getKey());
            if (known != null && !SHARED.contains(e.getKey()) && !known.equals(e.getValue())) {
                renamed.put(SCHEMAS + e.getKey(), SCHEMAS + name + e.getKey());
            }
        });
        SchemaNames.rename(document, renamed);
        document.path("components").path("schemas").properties().forEach(e -> {
            String to = renamed.get(SCHEMAS + e.getKey());
            schemas.putIfAbsent(to == null ? e.getKey() : to.substring(SCHEMAS.length()), e.getValue());
        });
        document.path("paths").properties().forEach(e -> {
            if (paths.putIfAbsent(e.getKey(), e.getValue()) != null) {
                throw new IllegalStateException("two promise " + e.getKey());
            }
        });
        document.path("tags").forEach(tag -> tags.put(tag.path("name").asText(), tag));
        return this;
    }

    ObjectNode merge() {
        ObjectNode allPaths = merged.putObject("paths");
        paths.forEach((path, item) -> {
            for (String method : METHODS) {
                if (item.get(method) instanceof ObjectNode operation) {
                    complete(method, path, operation);
                }
            }
            allPaths.set(path, item);
        });
        ArrayNode allTags = merged.putArray("tags");
        tags.values().forEach(allTags::add);
        merged.withObject("/components").set("schemas", json.valueToTree(schemas));
        // They told this class where to put the answers, and tell nobody else anything.
        merged.path("components").path("responses").forEach(r -> ((ObjectNode) r).remove(List.of(STATUS, WHEN)));
        return merged;
    }

    private void complete(String method, String path, ObjectNode operation) {
        operation.put("operationId", operationId(method, path));
        boolean secured = operation.path("security").size() > 0;
        if (secured) {
            JsonNode roles = operation.path("security").path(0).elements().next();
            ObjectNode requirement = json.createObjectNode();
            requirement.set(SECURITY, roles);
            operation.putArray("security").add(requirement);
        }
        ObjectNode responses = operation.withObject("/responses");
        fillGaps(fill.path(method + " " + path), responses);
        problems.forEach((status, problem) -> {
            if (responses.get(status) instanceof ObjectNode said) {
                responses.set(status, withBody(said, problem));
            } else if (applies(problem.getValue().path(WHEN).asText(), path, operation, secured)) {
                responses.putObject(status).put(REF, RESPONSES + problem.getKey());
            }
        });
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

    private static boolean applies(String when, String path, ObjectNode operation, boolean secured) {
        return switch (when) {
            case "always" -> true;
            case "secured" -> secured;
            case "path" -> path.contains("{");
            case "body" -> operation.has("requestBody");
            default -> false;
        };
    }

    /** What a service says of an error of its own, with the body that all errors have. */
    private ObjectNode withBody(ObjectNode said, Map.Entry<String, JsonNode> problem) {
        if (said.has(REF)) {
            return json.createObjectNode().put(REF, RESPONSES + problem.getKey());
        }
        ObjectNode full = said.deepCopy();
        full.set("content", problem.getValue().path("content"));
        if (problem.getValue().has("headers") && !full.has("headers")) {
            full.set("headers", problem.getValue().path("headers"));
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

    /** {@code GET /api/v1/auth/sessions/{id}} is {@code getAuthSessionsById}. */
    static String operationId(String method, String path) {
        StringBuilder id = new StringBuilder(method);
        for (String segment : path.split("/")) {
            if (segment.isEmpty() || segment.equals("api") || segment.equals("v1")) {
                continue;
            }
            if (segment.startsWith("{")) {
                id.append("By");
            }
            for (String word : segment.split("[^A-Za-z0-9]+")) {
                if (!word.isEmpty()) {
                    id.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
                }
            }
        }
        return id.toString();
    }
}
