package io.vitrina.simulator.ledger;

import java.time.Instant;
import java.util.Map;

/** A refund as it stands now. */
public record RefundView(
        String id, String paymentId, Money money, Map<String, String> metadata, Outcome outcome, Instant createdAt) {

    /** What became of a refund. */
    public enum Outcome {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    RefundView settled(boolean succeeded) {
        return new RefundView(
                id, paymentId, money, metadata, succeeded ? Outcome.SUCCEEDED : Outcome.FAILED, createdAt);
    }

    /** Whether its money has left, or is promised to. */
    public boolean takesMoney() {
        return outcome != Outcome.FAILED;
    }
}
