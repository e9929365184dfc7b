package io.vitrina.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names in schemas: what Java calls a field, what the wire calls it, and what two services both call something. */
final class SchemaNames {

    private static final String REF = "$ref";

    private SchemaNames() {}

    /** The scanner of annotations writes fields as Java has them; on the wire all of them are snake_case. */
    static void toWireForm(JsonNode schema) {
        if (schema.get("properties") instanceof ObjectNode properties) {
            ObjectNode renamed = properties.objectNode();
            properties.properties().forEach(e -> renamed.set(snake(e.getKey()), e.getValue()));
            ((ObjectNode) schema).set("properties", renamed);
        }
        if (schema.get("required") instanceof ArrayNode required) {
            Set<String> names = new LinkedHashSet<>();
            required.forEach(name -> names.add(snake(name.asText())));
            required.removeAll();
            names.forEach(required::add);
        }
        if (schema.get("examples") instanceof ArrayNode examples) {
            for (int i = 0; i < examples.size(); i++) {
                examples.set(i, unquoted(examples.get(i)));
            }
        }
        schema.forEach(SchemaNames::toWireForm);
    }

    /** A text that was written as JSON where text was expected carries its quotes along. */
    private static JsonNode unquoted(JsonNode example) {
        String text = example.asText();
        boolean quoted = example.isTextual() && text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? TextNode.valueOf(text.substring(1, text.length() - 1)) : example;
    }

    static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** @param renamed references as they are, and as they are to be */
    static void rename(JsonNode node, Map<String, String> renamed) {
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
        node.elements().forEachRemaining(children::add);
        children.forEach(child -> rename(child, renamed));
    }
}
