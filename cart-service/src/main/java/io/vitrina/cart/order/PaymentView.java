package io.vitrina.cart.order;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One attempt to pay an order, as its owner and the admins see it.
 *
 * @param amount of the order, minor units
 * @param refundedAmount given back so far, minor units of {@code capturedCurrency}
 * @param capturedAmount what came, minor units; of a payment in review it may be another amount than the order's
 * @param capturedCurrency currency of what came; null before that
 * @param failureCode why it failed or wants a review; null when neither
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
        long capturedAmount,
        @Schema(nullable = true) String capturedCurrency,
        @Schema(nullable = true) String failureCode,
        @Schema(nullable = true) String confirmationUrl,
        Instant createdAt,
        Instant updatedAt) {}
