package io.vitrina.catalog.stock;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where the stock of a reservation is. */
public enum ReservationStatus {
    /** Set aside; given back when its time is over. */
    HELD,
    /** Sold. */
    COMMITTED,
    /** Back on sale, by command; nothing is to happen under this order id any more. */
    RELEASED,
    /** Back on sale because time was over; a late commit may take it again. */
    EXPIRED;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReservationStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
