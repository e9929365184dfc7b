package io.vitrina.cart.payment;

/** What became of the wish to end a payment. */
public enum CancelOutcome {
    /** It can't be paid any more. */
    CANCELLED,
    /** The provider can't end it in its present state, or it is paid already: ask again what became of it. */
    NOT_POSSIBLE_YET
}
