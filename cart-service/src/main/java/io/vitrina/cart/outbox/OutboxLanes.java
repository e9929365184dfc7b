package io.vitrina.cart.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.stream.Collectors;

/** Which messages wait in which lane: as the one who delivers them says. */
@ApplicationScoped
class OutboxLanes {

    private final Instance<OutboxHandler> handlers;
    private volatile Map<String, OutboxHandler> byKind;

    OutboxLanes(Instance<OutboxHandler> handlers) {
        this.handlers = handlers;
    }

    /** Who delivers a kind; null when nobody does. */
    OutboxHandler handler(String kind) {
        return handlers().get(kind);
    }

    OutboxLane lane(String kind) {
        OutboxHandler handler = handler(kind);
        return handler == null ? OutboxLane.PROMPT : handler.lane();
    }

    /** Not in the constructor: handlers write to the outbox themselves. */
    private Map<String, OutboxHandler> handlers() {
        Map<String, OutboxHandler> known = byKind;
        if (known == null) {
            known = handlers.stream()
                    .flatMap(handler -> handler.kinds().stream().map(kind -> Map.entry(kind, handler)))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
            byKind = known;
        }
        return known;
    }
}
