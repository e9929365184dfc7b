package io.vitrina.simulator.ledger;

/**
 * Something a shop may want to be told of.
 *
 * @param refund the refund it is about; null when it is about the payment
 */
public record Happening(Kind kind, PaymentView payment, RefundView refund) {

    /** What happened. */
    public enum Kind {
        PAID,
        PROCESSING,
        /** The money of a slow method has come. */
        PAID_LATE,
        AUTHORIZED,
        /** A payment by a slow method fell through. */
        FELL_THROUGH,
        ATTEMPT_FAILED,
        CANCELED,
        EXPIRED,
        REFUND_SUCCEEDED,
        REFUND_FAILED
    }

    static Happening of(Kind kind, PaymentView payment) {
        return new Happening(kind, payment, null);
    }
}
