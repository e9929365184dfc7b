package io.vitrina.acceptance.example;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Holds what the shop answers against what its document says of it: the part of JSON Schema that the document uses. */
public final class SchemaCheck {

    private final JsonNode document;

    public SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** What of the value is not as the schema has it, each with its place. */
    public List<String> broken(JsonNode schema, JsonNode value) {
        List<String> broken = new ArrayList<>();
        check(schema, value, "", broken);
        return broken;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> broken) {
        if (schema.has("$ref")) {
            check(document.at(schema.path("$ref").asText().substring(1)), value, at, broken);
            return;
        }
        for (String either : List.of("anyOf", "oneOf")) {
            if (schema.has(either)) {
                boolean fits = schema.path(either)
                        .valueStream()
                        .anyMatch(one -> broken(one, value).isEmpty());
                note(fits, at + " is none of what it may be: " + value, broken);
            }
        }
        JsonNode type = schema.path("type");
        if (!type.isMissingNode()) {
            boolean fits = type.isArray()
                    ? type.valueStream().anyMatch(one -> isOf(one.asText(), value))
                    : isOf(type.asText(), value);
            note(fits, at + " is no " + type + ": " + value, broken);
        }
        if (schema.has("enum")) {
            note(schema.path("enum").valueStream().anyMatch(value::equals), at + " is not listed: " + value, broken);
        }
        if (value.isObject()) {
            checkObject(schema, value, at, broken);
        }
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            check(schema.path("items"), value.path(i), at + "[" + i + "]", broken);
        }
    }

    private void checkObject(JsonNode schema, JsonNode value, String at, List<String> broken) {
        schema.path("required")
                .forEach(name -> note(value.has(name.asText()), at + "." + name.asText() + " is missing", broken));
        JsonNode properties = schema.path("properties");
        value.properties().forEach(e -> {
            if (properties.has(e.getKey())) {
                check(properties.path(e.getKey()), e.getValue(), at + "." + e.getKey(), broken);
            } else if (!properties.isEmpty()) {
                broken.add(at + "." + e.getKey() + " is not documented");
            }
        });
    }

    private static void note(boolean fits, String otherwise, List<String> broken) {
        if (!fits) {
            broken.add(otherwise);
        }
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> false;
        };
    }
}
