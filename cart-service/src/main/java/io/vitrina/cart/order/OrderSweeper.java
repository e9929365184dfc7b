package io.vitrina.cart.order;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Cancels what nobody paid in time. Many replicas may do it at once: each takes rows that no other holds. */
@ApplicationScoped
class OrderSweeper {

    private static final int BATCH = 50;

    private final OrderService orders;
    private final OrderContacts contacts;

    OrderSweeper(OrderService orders, OrderContacts contacts) {
        this.orders = orders;
        this.contacts = contacts;
    }

    @Scheduled(
            every = "{vitrina.orders.sweep-every}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void expire() {
        int expired;
        do {
            expired = orders.expireSome(BATCH);
        } while (expired == BATCH);
    }

    @Scheduled(every = "10m", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetContacts() {
        int forgotten;
        do {
            forgotten = contacts.forgetSettled();
        } while (forgotten == OrderContacts.BATCH);
    }
}
