package io.vitrina.catalog.stock;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Stock that is held for an order.
 *
 * @param expiresAt when it is given back unless committed
 * @param items in product-id order, as the products were when they were reserved
 */
public record Reservation(UUID orderId, ReservationStatus status, Instant expiresAt, List<Item> items) {

    /** @param price minor units, for one piece */
    public record Item(
            long productId, String sku, String name, String imageUrl, long price, String currency, long quantity) {}

    /**
     * A line that could not be had.
     *
     * @param available pieces on sale now
     * @param onSale false when there is no such product, or it is hidden
     */
    public record Shortfall(long productId, long requested, long available, boolean onSale) {}

    boolean holds(List<Line> lines) {
        return items.stream()
                .map(item -> new Line(item.productId(), item.quantity()))
                .toList()
                .equals(lines);
    }

    boolean has(Line line) {
        return items.stream().anyMatch(item -> item.productId() == line.productId());
    }

    /** What of a product is wanted. */
    record Line(long productId, long quantity) {}
}
