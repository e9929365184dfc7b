package io.vitrina.simulator.ledger;

/** Whose books a payment is in. */
public enum Provider {
    STRIPE,
    YOOKASSA
}
