package io.vitrina.cart.outbox;

import java.util.Set;

/** Delivers messages. At least once: the receiver must not mind a repeat. */
public interface OutboxHandler {

    /** The kinds it delivers; no two handlers share one. */
    Set<String> kinds();

    /** Returns when the receiver has answered. Any exception means: again later. Runs outside of a transaction. */
    void deliver(OutboxMessage message);
}
