package io.vitrina.cart.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An order as its owner and the admins see it.
 *
 * @param number the order's name for people
 * @param total sum of the lines, minor units
 * @param payment the latest attempt to pay it; null before the first
 * @param expiresAt when it is cancelled unless it is paid
 */
public record OrderResponse(
        UUID id,
        String number,
        long userId,
        OrderStatus status,
        List<Line> items,
        long total,
        String currency,
        @Schema(nullable = true) PaymentView payment,
        Instant createdAt,
        Instant updatedAt,
        Instant expiresAt,
        List<Event> history) {

    /**
     * A snapshot of one product.
     *
     * @param price of one piece, minor units
     */
    @Schema(name = "OrderLine")
    public record Line(
            long productId,
            @Schema(nullable = true) String sku,
            String name,
            long price,
            int quantity,
            long lineTotal) {}

    /**
     * One move.
     *
     * @param by {@code user:<id>}, {@code admin:<id>}, {@code payment:<provider>} or {@code system}
     */
    @Schema(name = "OrderEvent")
    public record Event(OrderStatus status, Instant at, String by) {}

    OrderResponse with(PaymentView latest) {
        return new OrderResponse(
                id, number, userId, status, items, total, currency, latest, createdAt, updatedAt, expiresAt, history);
    }
}
