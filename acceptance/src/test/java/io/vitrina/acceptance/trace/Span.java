package io.vitrina.acceptance.trace;

import java.util.Map;

/**
 * One span, as it was exported.
 *
 * @param service that took it
 * @param parent empty for a root
 * @param attributes those that are texts
 */
public record Span(
        String service,
        String trace,
        String id,
        String parent,
        String name,
        Kind kind,
        Map<String, String> attributes) {

    /** In the order of the protocol's numbers. */
    public enum Kind {
        UNSPECIFIED,
        INTERNAL,
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER
    }

    /** A statement to a database. */
    public boolean isStatement() {
        return kind == Kind.CLIENT && (attributes.containsKey("db.system") || attributes.containsKey("db.system.name"));
    }
}
