package io.vitrina.cart.order;

import java.time.Instant;
import java.util.UUID;

/**
 * One attempt to pay an order, as its owner and the admins see it.
 *
 * @param amount minor units
 * @param refundedAmount given back so far, minor units
 * @param confirmationUrl where the buyer pays; null when there is nothing to pay (any more)
 */
public record PaymentView(
        UUID id,
        UUID orderId,
        String provider,
        String status,
        long amount,
        long refundedAmount,
        String currency,
        String confirmationUrl,
        Instant createdAt,
        Instant updatedAt) {}
