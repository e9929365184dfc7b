package io.vitrina.simulator.fault;

import java.util.Locale;

/** What can be made to go wrong. The name in lower case is its name in the admin interface. */
public enum Fault {
    /** The payment is made; the answer is 500. Stripe repeats that 500 under the same key, YooKassa does not. */
    CREATE_500_AFTER_SUCCESS,
    /** The payment is made; the connection closes without an answer. */
    CREATE_TIMEOUT_AFTER_SUCCESS,
    /** The refund is made; the answer is 500. */
    REFUND_500_AFTER_SUCCESS,
    /** The refund is made; the connection closes without an answer. */
    REFUND_TIMEOUT_AFTER_SUCCESS,
    /** The notification is sent this many times more. */
    WEBHOOK_DUPLICATE,
    /** The notification is never sent. */
    WEBHOOK_DROP,
    /** The notification is sent this many milliseconds late. */
    WEBHOOK_DELAY,
    /** The notification is sent after the next one, or after two seconds when there is none. */
    WEBHOOK_REORDER,
    /** A fresh payment is announced as paid, which it is not. */
    WEBHOOK_LIE,
    /** Stripe's notification is signed with a secret nobody knows; YooKassa's comes from a foreign address. */
    WEBHOOK_BAD_SIGNATURE,
    /** The buyer is charged this many minor units more (or, below zero, less) than was asked for. */
    AMOUNT_OFF_BY,
    /** The buyer is charged in another currency. */
    CURRENCY_WRONG,
    /** The paid payment has lost the shop's metadata and reference. */
    METADATA_MISSING,
    /** The paid payment turns out to be no real money, or the other way round. */
    TEST_FLAG_FLIPPED,
    /** While the shop cancels, the buyer pays: the cancellation is refused and the money is there. */
    LATE_SUCCESS_AFTER_CANCEL,
    /** The refund is taken and then refused. */
    REFUND_FAIL,
    /** The refund stays pending until it is settled by hand. */
    REFUND_PENDING,
    /** The request is refused with 429. Arm it several times for a burst. */
    TOO_MANY_REQUESTS("429_burst"),
    /** The answer takes this many milliseconds. */
    SLOW_MS;

    private final String label;

    Fault() {
        this.label = name().toLowerCase(Locale.ROOT);
    }

    Fault(String label) {
        this.label = label;
    }

    /** Name in the admin interface. */
    public String label() {
        return label;
    }

    /** The fault of this name. */
    public static Fault of(String label) {
        for (Fault fault : values()) {
            if (fault.label.equals(label)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("there is no fault " + label);
    }
}
