package io.vitrina.cart.payment;

/**
 * A refund as its provider tells it.
 *
 * @param id the provider's id
 * @param state in our words
 * @param amountMinor minor units
 * @param failureCode the provider's reason, for {@link State#FAILED}; else null
 */
public record ProviderRefund(String id, State state, long amountMinor, String failureCode) {

    /** Where the money is. */
    public enum State {
        /** On its way back, or waiting for somebody. */
        PENDING,
        /** With the buyer. */
        SUCCEEDED,
        /** Not given back. */
        FAILED
    }
}
