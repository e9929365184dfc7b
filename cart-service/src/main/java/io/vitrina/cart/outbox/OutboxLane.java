package io.vitrina.cart.outbox;

import io.vitrina.cart.config.OutboxConfig;
import java.time.Duration;
import java.util.Locale;

/** Where messages of one sort of receiver wait: one that hangs keeps those of no other waiting. */
public enum OutboxLane {

    /**
     * Of receivers that answer within seconds: the catalogue, on which stock depends. Also what nobody delivers, so that
     * somebody hears of it soon.
     */
    PROMPT(Duration.ofSeconds(8)),

    /** Of payment providers: three calls to one that answers none of them. */
    PROVIDER(Duration.ofSeconds(130)),

    /** Of the mail server: one mail takes half a minute at most, and the order has to be read before. */
    MAIL(Duration.ofSeconds(45));

    private final Duration longestDelivery;

    OutboxLane(Duration longestDelivery) {
        this.longestDelivery = longestDelivery;
    }

    /** Longer than a delivery may take. */
    Duration longestDelivery() {
        return longestDelivery;
    }

    /** For how long a message belongs to the process that took it. */
    Duration lease(OutboxConfig config) {
        return switch (this) {
            case PROMPT -> config.lease();
            case PROVIDER -> config.providerLease();
            case MAIL -> config.mailLease();
        };
    }

    /** How long after it was taken a message may still be begun with: its delivery then ends before its lease. */
    Duration lastStart(OutboxConfig config) {
        return lease(config).minus(longestDelivery);
    }

    /** As the column says it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a version without this lane is to make of it: it knows a prompt and a patient one. */
    boolean isPatient() {
        return this != PROMPT;
    }
}
