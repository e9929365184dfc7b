package io.vitrina.catalog.stock;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.TreeMap;

/**
 * What is to be held for an order.
 *
 * @param items lines of one product are added up
 * @param ttlSeconds how long to hold it, 1..86,400
 */
public record ReservationRequest(
        @NotEmpty(message = "is required") @Size(max = 100, message = "must be at most 100 items") List<@NotNull(message = "must not be null") @Valid Item> items,

        @NotNull(message = "is required") @Min(value = 1, message = "must be at least 1") @Max(value = 86_400, message = "must be at most 86400") Long ttlSeconds) {

    /** One line. */
    public record Item(
            @NotNull(message = "is required") Long productId,

            @NotNull(message = "is required") @Min(value = 1, message = "must be at least 1") @Max(value = 10_000, message = "must be at most 10000") Long quantity) {}

    /** One line a product, in the order in which everybody locks. */
    List<Reservation.Line> lines() {
        TreeMap<Long, Long> quantities = new TreeMap<>();
        items.forEach(item -> quantities.merge(item.productId(), item.quantity(), Long::sum));
        return quantities.entrySet().stream()
                .map(entry -> new Reservation.Line(entry.getKey(), entry.getValue()))
                .toList();
    }
}
