package io.vitrina.cart.outbox;

import java.util.Set;

/** Delivers messages. At least once: the receiver must not mind a repeat. */
public interface OutboxHandler {

    /** The kinds it delivers; no two handlers share one. */
    Set<String> kinds();

    /**
     * Whether it may take long without harm: its messages then wait in a lane of their own, so that a mail server that hangs
     * keeps no stock waiting.
     */
    default boolean isPatient() {
        return false;
    }

    /** Returns when the receiver has answered. Any exception means: again later. Runs outside of a transaction. */
    void deliver(OutboxMessage message);
}
