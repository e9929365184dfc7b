package io.vitrina.cart.outbox;

import java.util.Set;

/** Delivers messages. At least once: the receiver must not mind a repeat. */
public interface OutboxHandler {

    /** The kinds it delivers; no two handlers share one. */
    Set<String> kinds();

    /**
     * Whether it may take long without harm: its messages then wait in a lane of their own, so that a mail server or a
     * payment provider that hangs keeps no stock waiting.
     */
    default boolean isPatient() {
        return false;
    }

    /**
     * Returns when the receiver has answered. Any exception means: again later. Runs outside of a transaction.
     *
     * @throws io.vitrina.kit.problem.ProblemException with 503 when the receiver is away, which is not the message's fault
     *     and does not count as an attempt
     */
    void deliver(OutboxMessage message);
}
