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

    private static final String SCHEMAS = "#/components/schemas/";
    /** What the scanner of annotations can't see: the content of answers that are built by hand. */
    private static final String FILL = "x-fill";

    private static final String NEXT_CURSOR = "next_cursor";
    private static final String SECURITY = "bearer";
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /** Schemas that every service has the same, taken from the base document. */
    private static final List<String> SHARED = List.of("Problem", "FieldError");

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode merged;
    private final DocumentedAnswers answers;
    private final Map<String, JsonNode> paths = new TreeMap<>();
    private final Map<String, JsonNode> schemas = new TreeMap<>();
    private final Map<String, JsonNode> tags = new LinkedHashMap<>();
    private Examples examples = new Examples(json.createObjectNode());

    OpenApiMerger(ObjectNode base) {
        this.merged = base.deepCopy();
        JsonNode gaps = merged.remove(FILL);
        this.answers = new DocumentedAnswers(merged.path("components"), gaps == null ? json.createObjectNode() : gaps);
        merged.path("components").path("schemas").properties().forEach(e -> schemas.put(e.getKey(), e.getValue()));
        merged.path("paths").properties().forEach(e -> paths.put(e.getKey(), e.getValue()));
        merged.path("tags").forEach(tag -> tags.put(tag.path("name").asText(), tag));
    }

    /** Adds what one service promises; {@code name} is the word its clashing schemas are told apart by. */
    OpenApiMerger add(String name, ObjectNode service) {
        ObjectNode document = service.deepCopy();
        document.path("components").path("schemas").forEach(schema -> {
            SchemaNames.toWireForm(schema);
            tellNullsOfPages(schema.path("properties"));
        });
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
        document.path("tags").forEach(tag -> tags.merge(tag.path("name").asText(), tag, OpenApiMerger::described));
        return this;
    }

    /** The kit's pages know nothing of OpenAPI: reached by a cursor they have no number, and the last has no cursor. */
    private static void tellNullsOfPages(JsonNode properties) {
        if (!properties.has(NEXT_CURSOR)) {
            return;
        }
        for (String name : List.of("page", "total", "pages", NEXT_CURSOR)) {
            if (properties.get(name) instanceof ObjectNode property
                    && property.path("type").isTextual()) {
                String type = property.path("type").asText();
                property.putArray("type").add(type).add("null");
            }
        }
    }

    /** A tag is described where it is used first or best; everywhere else it is but named. */
    private static JsonNode described(JsonNode known, JsonNode more) {
        return more.has("description") ? more : known;
    }

    /** What the operations are shown by, whoever promises them. */
    OpenApiMerger illustrate(ObjectNode byOperation) {
        this.examples = new Examples(byOperation);
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
        examples.addTo(allPaths);
        ArrayNode allTags = merged.putArray("tags");
        tags.values().forEach(allTags::add);
        merged.withObject("/components").set("schemas", json.valueToTree(schemas));
        return merged;
    }

    private void complete(String method, String path, ObjectNode operation) {
        operation.put("operationId", operationId(method, path));
        if (operation.path("security").size() > 0) {
            JsonNode roles = operation.path("security").path(0).elements().next();
            ObjectNode requirement = json.createObjectNode();
            requirement.set(SECURITY, roles);
            operation.putArray("security").add(requirement);
        }
        answers.complete(method, path, operation);
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
