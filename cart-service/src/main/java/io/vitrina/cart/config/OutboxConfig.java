package io.vitrina.cart.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages leave. */
@ConfigMapping(prefix = "vitrina.outbox")
public interface OutboxConfig {

    /**
     * Attempts, about an hour's, after which a message is parked, for somebody to look at. One that found its receiver away
     * doesn't count.
     */
    @WithDefault("20")
    int maxAttempts();

    /** For how long a message's receiver may be away before the message is parked all the same. */
    @WithDefault("24H")
    Duration patience();

    /** First wait after a failed attempt; it doubles. */
    @WithDefault("1S")
    Duration firstRetry();

    /** Longest wait between two attempts. */
    @WithDefault("5M")
    Duration longestRetry();

    /**
     * For how long a message to the catalogue belongs to the process that took it; a dead one's are taken again after that.
     * Well over 8 s, the longest such delivery: later than that before its end none is begun.
     */
    @WithDefault("30S")
    Duration lease();

    /**
     * As {@link #lease}, for messages to payment providers. Well over 130 s, the longest such delivery: three calls of a
     * provider that answers none of them.
     */
    @WithDefault("4M")
    Duration providerLease();

    /** As {@link #lease}, for mail. Well over 45 s, the longest such delivery: {@code quarkus.mailer.timeout} and a little. */
    @WithDefault("2M")
    Duration mailLease();

    /** How long a message waits for others to be taken along. */
    @WithDefault("0.02S")
    Duration gather();

    /** Messages taken at once. */
    @WithDefault("100")
    int batch();

    /** Messages under way at once, in one process. */
    @WithDefault("8")
    int parallel();
}
