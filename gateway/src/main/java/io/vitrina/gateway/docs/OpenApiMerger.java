package io.vitrina.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one OpenAPI document of what the services promise, each for itself.
 *
 * <p>What is the same everywhere (title, servers, security, the problem body, the answers of the gateway itself) comes
 * from {@code openapi/base.json}; paths, tags and schemas from the services. A name that two services use for two
 * things gets the later service's name in front.
 */
final class OpenApiMerger {

    private static final String REF = "$ref";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String STATUS = "x-status";
    private static final String SECURED_ONLY = "x-secured";
    private static final String SECURITY = "bearer";
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /** Schemas that every service has the same, taken from the base document. */
    private static final List<String> SHARED = List.of("Problem", "FieldError");

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode merged;
    private final Map<String, JsonNode> paths = new TreeMap<>();
    private final Map<String, JsonNode> schemas = new TreeMap<>();
    private final Map<String, JsonNode> tags = new LinkedHashMap<>();

    OpenApiMerger(ObjectNode base) {
        this.merged = base.deepCopy();
        base.path("components").path("schemas").properties().forEach(e -> schemas.put(e.getKey(), e.getValue()));
        base.path("paths").properties().forEach(e -> paths.put(e.getKey(), e.getValue()));
        base.path("tags").forEach(tag -> tags.put(tag.path("name").asText(), tag));
    }

    /** Adds what one service promises; {@code name} is the word its clashing schemas are told apart by. */
    OpenApiMerger add(String name, ObjectNode service) {
        ObjectNode document = service.deepCopy();
        Map<String, String> renamed = new LinkedHashMap<>();
        document.path("components").path("schemas").properties().forEach(e -> {
            JsonNode known = schemas.get(e.getKey());
            if (known != null && !SHARED.contains(e.getKey()) && !known.equals(e.getValue())) {
                renamed.put(SCHEMAS + e.getKey(), SCHEMAS + name + e.getKey());
            }
        });
        rename(document, renamed);
        document.path("components").path("schemas").properties().forEach(e -> {
            String to = renamed.get(SCHEMAS + e.getKey());
            schemas.putIfAbsent(to == null ? e.getKey() : to.substring(SCHEMAS.length()), e.getValue());
        });
        document.path("paths").properties().forEach(e -> {
            if (paths.putIfAbsent(e.getKey(), e.getValue()) != null) {
                throw new IllegalStateException("two services promise " + e.getKey());
            }
        });
        document.path("tags").forEach(tag -> tags.putIfAbsent(tag.path("name").asText(), tag));
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
        merged.path("components")
                .path("responses")
                .forEach(r -> ((ObjectNode) r).remove(List.of(STATUS, SECURED_ONLY)));
        return merged;
    }

    private void complete(String method, String path, ObjectNode operation) {
        operation.put("operationId", operationId(method, path));
        ObjectNode responses = operation.withObject("/responses");
        boolean secured = operation.path("security").size() > 0;
        if (secured) {
            ObjectNode requirement = json.createObjectNode();
            requirement.putArray(SECURITY);
            operation.putArray("security").add(requirement);
        }
        merged.path("components").path("responses").properties().forEach(e -> {
            JsonNode status = e.getValue().path(STATUS);
            boolean onlySecured = e.getValue().path(SECURED_ONLY).asBoolean();
            if (!responses.has(status.asText()) && (secured || !onlySecured)) {
                responses.putObject(status.asText()).put(REF, "#/components/responses/" + e.getKey());
            }
        });
        operation.set("responses", sorted(responses));
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
            boolean parameter = segment.startsWith("{");
            if (parameter) {
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

    private static void rename(JsonNode node, Map<String, String> renamed) {
        if (renamed.isEmpty()) {
            return;
        }
        if (node instanceof ObjectNode object) {
            JsonNode ref = object.get(REF);
            if (ref != null && renamed.containsKey(ref.asText())) {
                object.put(REF, renamed.get(ref.asText()));
            }
        }
        List<JsonNode> children = new ArrayList<>();
        for (Iterator<JsonNode> it = node.elements(); it.hasNext(); ) {
            children.add(it.next());
        }
        children.forEach(child -> rename(child, renamed));
    }
}
