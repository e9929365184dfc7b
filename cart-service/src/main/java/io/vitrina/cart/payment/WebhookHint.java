package io.vitrina.cart.payment;

import java.time.Instant;

/**
 * What a verified notification is about. A hint that something may have changed, not the change itself.
 *
 * @param dedupeKey the event's id, or what stands for one: a repeat of it changes nothing; at most 255 characters
 * @param providerObjectId the payment or refund it is about; null for {@link Kind#OTHER}
 * @param kind what to ask the provider for
 * @param providerTime when the provider made it; null when it doesn't say
 * @param signedPayment the payment as a signed notification tells it; null where only asking gives the truth
 */
public record WebhookHint(
        String dedupeKey, String providerObjectId, Kind kind, Instant providerTime, ProviderPayment signedPayment) {

    /** What a notification is about. */
    public enum Kind {
        PAYMENT,
        REFUND,
        /** Nothing we act on: it is acknowledged and remembered. */
        OTHER
    }
}
