package io.vitrina.acceptance.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One operation of the OpenAPI document.
 *
 * @param path with its variables in braces
 * @param mediaType of the body it takes; null when it takes none
 */
public record Operation(String method, String path, String mediaType) {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    public static List<Operation> of(JsonNode document) {
        List<Operation> all = new ArrayList<>();
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .map(entry -> new Operation(
                                entry.getKey().toUpperCase(), path.getKey(), mediaType(document, entry.getValue())))
                        .forEach(all::add));
        return all;
    }

    private static String mediaType(JsonNode document, JsonNode operation) {
        JsonNode body = operation.path("requestBody");
        if (body.has("$ref")) {
            body = document.at(body.path("$ref").asText().substring(1));
        }
        Set<String> types = new TreeSet<>(
                body.path("content").propertyStream().map(Map.Entry::getKey).toList());
        return types.isEmpty() || types.contains("application/json")
                ? (types.isEmpty() ? null : "application/json")
                : types.iterator().next();
    }

    public String key() {
        return method + " " + path;
    }

    @Override
    public String toString() {
        return key();
    }
}
