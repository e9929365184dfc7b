package io.vitrina.cart.payment;

/**
 * What a verified notification is about. A hint that something may have changed, not the change itself.
 *
 * @param dedupeKey the event's id, or what stands for one: a repeat of it changes nothing; at most 255 characters
 * @param providerObjectId the payment or refund it is about; null for {@link Kind#OTHER}
 * @param kind what to ask the provider for
 */
public record WebhookHint(String dedupeKey, String providerObjectId, Kind kind) {

    /** What a notification is about. */
    public enum Kind {
        PAYMENT,
        REFUND,
        /** Nothing we act on: it is acknowledged and remembered. */
        OTHER
    }
}
