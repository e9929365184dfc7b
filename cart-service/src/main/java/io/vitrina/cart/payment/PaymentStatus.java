package io.vitrina.cart.payment;

import java.util.Locale;

/** Where an attempt to pay stands. */
enum PaymentStatus {
    PENDING,
    PROCESSING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    REFUNDED,
    PARTIALLY_REFUNDED,
    REVIEW;

    /** Whether the buyer may still pay it. */
    boolean isOpen() {
        return this == PENDING || this == PROCESSING;
    }

    /** Whether the money came, or what came needs a person: no word of the provider changes that any more. */
    boolean isSettled() {
        return switch (this) {
            case SUCCEEDED, REFUNDED, PARTIALLY_REFUNDED, REVIEW -> true;
            case PENDING, PROCESSING, FAILED, CANCELLED -> false;
        };
    }

    /** Whether goods may go out for it. */
    boolean pays() {
        return this == SUCCEEDED || this == PARTIALLY_REFUNDED;
    }

    /** Whether there is money that can go back; of a payment in review it can do nothing else. */
    boolean isRefundable() {
        return pays() || this == REVIEW;
    }

    static PaymentStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
