package io.vitrina.cart.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrina.cart.catalog.Catalog;
import io.vitrina.cart.outbox.OutboxHandler;
import io.vitrina.cart.outbox.OutboxMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;

/** Tells the catalogue what became of the stock it holds for an order. */
@ApplicationScoped
class StockCommands implements OutboxHandler {

    private static final Logger LOG = Logger.getLogger(StockCommands.class);

    private final Catalog catalog;
    private final OrderService orders;
    private final OrderPayments payments;
    private final MeterRegistry metrics;

    StockCommands(Catalog catalog, OrderService orders, OrderPayments payments, MeterRegistry metrics) {
        this.catalog = catalog;
        this.orders = orders;
        this.payments = payments;
        this.metrics = metrics;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(OrderMessages.COMMIT, OrderMessages.RELEASE, OrderMessages.RETURN);
    }

    @Override
    public void deliver(OutboxMessage message) {
        switch (message.kind()) {
            case OrderMessages.COMMIT -> commit(message);
            case OrderMessages.RELEASE -> catalog.release(message.orderId());
            case OrderMessages.RETURN -> catalog.giveBack(message.orderId());
            default -> throw new IllegalStateException("not ours: " + message.kind());
        }
    }

    /** Goods that are gone by the time they are paid can't be sold: the money goes back. */
    private void commit(OutboxMessage message) {
        if (catalog.commit(message.orderId()) || !orders.isPaid(message.orderId())) {
            return;
        }
        LOG.errorf("order %s is paid and its stock is gone: the money goes back", message.orderId());
        metrics.counter("vitrina.order.stock_lost").increment();
        payments.refundAll(message.orderId(), By.SYSTEM);
    }
}
