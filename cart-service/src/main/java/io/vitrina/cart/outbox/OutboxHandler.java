package io.vitrina.cart.outbox;

import java.util.Set;

/** Delivers messages. At least once: the receiver must not mind a repeat. */
public interface OutboxHandler {

    /** The kinds it delivers; no two handlers share one. */
    Set<String> kinds();

    /** Where its messages wait. */
    default OutboxLane lane() {
        return OutboxLane.PROMPT;
    }

    /**
     * Returns when the receiver has answered. Any exception means: again later. Runs outside of a transaction.
     *
     * @throws io.vitrina.kit.problem.ProblemException with 503 when the receiver is away, which is not the message's fault
     *     and does not count as an attempt
     */
    void deliver(OutboxMessage message);
}
