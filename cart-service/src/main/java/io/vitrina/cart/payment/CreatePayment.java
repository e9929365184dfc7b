package io.vitrina.cart.payment;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * What a provider is asked for; a repeated attempt sends the same values, so that the provider sees the same body.
 *
 * @param paymentId our payment, the idempotency key, and {@code metadata.payment_id} at the provider
 * @param orderId the order it pays
 * @param orderNumber the order's number for people, for the description
 * @param amountMinor the whole order, minor units
 * @param currency ISO 4217, upper case
 * @param requestedAt when our payment was made; what depends on time (an expiry) is computed from it
 * @param orderExpiresAt when the order is cancelled unless it is paid
 * @param returnUrl where the buyer comes back to, paid or not
 */
public record CreatePayment(
        UUID paymentId,
        UUID orderId,
        String orderNumber,
        long amountMinor,
        String currency,
        Instant requestedAt,
        Instant orderExpiresAt,
        URI returnUrl) {}
