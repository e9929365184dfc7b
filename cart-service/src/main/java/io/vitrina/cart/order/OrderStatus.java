package io.vitrina.cart.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an order stands, and where it can go from there. */
public enum OrderStatus {
    PENDING,
    PAID,
    SHIPPED,
    DELIVERED,
    CANCELLED,
    REFUNDED;

    public boolean canTransitionTo(OrderStatus next) {
        return switch (this) {
            case PENDING -> next == PAID || next == CANCELLED;
            case PAID -> next == SHIPPED || next == REFUNDED;
            case SHIPPED -> next == DELIVERED || next == REFUNDED;
            case DELIVERED, CANCELLED, REFUNDED -> false;
        };
    }

    /** As clients and the database write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static OrderStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
