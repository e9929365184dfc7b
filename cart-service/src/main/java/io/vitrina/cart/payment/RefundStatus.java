package io.vitrina.cart.payment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where the money of a refund is. */
public enum RefundStatus {
    PENDING,
    SUCCEEDED,
    FAILED;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
