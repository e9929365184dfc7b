package io.vitrina.simulator.ledger;

/** Where a payment stands. */
public enum Status {
    /** The buyer has not paid yet. */
    OPEN,
    /** The buyer has paid by a slow method; the money is on its way. */
    PROCESSING,
    /** The money is held and waits for the shop to capture it. */
    AUTHORIZED,
    SUCCEEDED,
    CANCELED;

    public boolean isFinal() {
        return this == SUCCEEDED || this == CANCELED;
    }
}
