package io.vitrina.cart.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long orders wait, and how many may. */
@ConfigMapping(prefix = "vitrina.orders")
public interface OrdersConfig {

    /** Age at which an order nobody paid is cancelled. */
    @WithDefault("30M")
    Duration expiry();

    /** How much longer than the order its stock is held: time for the last payment's way through the outbox. */
    @WithDefault("10M")
    Duration holdBeyondExpiry();

    /** Pending orders a user may have at once. */
    @WithDefault("50")
    int maxPendingPerUser();

    /** Age at which a checkout that has not become an order is given up, and its stock goes back. */
    @WithDefault("30S")
    Duration checkoutLease();

    /** How often expired orders and dead checkouts are looked for. */
    @WithDefault("5S")
    Duration sweepEvery();
}
