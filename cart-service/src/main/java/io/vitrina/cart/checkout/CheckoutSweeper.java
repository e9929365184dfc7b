package io.vitrina.cart.checkout;

import io.quarkus.scheduler.Scheduled;
import io.vitrina.cart.config.OrdersConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives back the stock of checkouts that died on their way. Safe with many replicas. */
@ApplicationScoped
class CheckoutSweeper {

    private static final int BATCH = 100;

    private final CheckoutStore store;
    private final OrdersConfig config;

    CheckoutSweeper(CheckoutStore store, OrdersConfig config) {
        this.store = store;
        this.config = config;
    }

    @Scheduled(
            every = "{vitrina.orders.sweep-every}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        int given;
        do {
            given = store.giveUpDead(config.checkoutLease(), BATCH);
        } while (given == BATCH);
    }
}
