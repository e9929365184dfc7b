package io.vitrina.cart.database;

import java.util.Locale;

/** Places where fault tests let the process die as by {@code kill -9}. */
public enum CrashPoint {
    CHECKOUT_CLAIMED,
    CHECKOUT_RESERVED,
    CHECKOUT_COMMITTED,
    PAYMENT_INSERTED,
    PAYMENT_CREATED,
    WEBHOOK_BEFORE_COMMIT,
    WEBHOOK_COMMITTED,
    OUTBOX_DELIVERED;

    /** The point's name in configuration: {@code checkout-claimed}. */
    public String setting() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
