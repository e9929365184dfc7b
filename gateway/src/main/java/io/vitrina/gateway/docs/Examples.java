package io.vitrina.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/**
 * What the documentation's page fills in before somebody presses Execute. They are here and not with the services'
 * annotations because they are one story over all of them: the customer who signs up buys what the demonstration shop
 * sells, and pays for it.
 *
 * <p>By operation ({@code post /api/v1/orders}): {@code parameters} by name and {@code content} by media type, each
 * added to what the service says.
 */
final class Examples {

    private final JsonNode byOperation;

    Examples(JsonNode byOperation) {
        this.byOperation = byOperation;
    }

    /** Fails for examples of what isn't there: they would outlive what they show. */
    void addTo(JsonNode paths) {
        byOperation.properties().forEach(e -> {
            int blank = e.getKey().indexOf(' ');
            JsonNode operation =
                    paths.path(e.getKey().substring(blank + 1)).path(e.getKey().substring(0, blank));
            e.getValue()
                    .path("parameters")
                    .properties()
                    .forEach(p -> add(e.getKey(), p, parameter(operation, p.getKey())));
            e.getValue()
                    .path("content")
                    .properties()
                    .forEach(c -> add(
                            e.getKey(),
                            c,
                            operation.path("requestBody").path("content").path(c.getKey())));
        });
    }

    private static void add(String operation, Map.Entry<String, JsonNode> more, JsonNode target) {
        if (!(target instanceof ObjectNode known)) {
            throw new IllegalStateException(operation + " has no " + more.getKey() + " to show by an example");
        }
        known.remove("examples");
        known.remove("example");
        known.setAll((ObjectNode) more.getValue());
    }

    private static JsonNode parameter(JsonNode operation, String name) {
        Iterator<JsonNode> parameters = operation.path("parameters").elements();
        while (parameters.hasNext()) {
            JsonNode parameter = parameters.next();
            if (parameter.path("name").asText().equals(name)) {
                return parameter;
            }
        }
        return operation.path("parameters").path(name);
    }
}
