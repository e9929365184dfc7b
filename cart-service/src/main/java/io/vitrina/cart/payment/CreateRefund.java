package io.vitrina.cart.payment;

import java.util.UUID;

/**
 * Money to give back.
 *
 * @param refundId ours, the idempotency key, and {@code metadata.refund_id} at the provider
 * @param paymentId our payment
 * @param providerPaymentId the provider's id of that payment
 * @param amountMinor minor units, at most what was captured
 * @param currency ISO 4217, upper case
 */
public record CreateRefund(
        UUID refundId, UUID paymentId, String providerPaymentId, long amountMinor, String currency) {}
