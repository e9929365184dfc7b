package io.vitrina.cart.payment;

/** A call to the provider ended without an answer that says what happened: it may have worked, or not. */
public class OutcomeUnknown extends RuntimeException {

    /** @param message what was tried, for the log; no secret, no body */
    public OutcomeUnknown(String message) {
        super(message);
    }

    public OutcomeUnknown(String message, Throwable cause) {
        super(message, cause);
    }
}
