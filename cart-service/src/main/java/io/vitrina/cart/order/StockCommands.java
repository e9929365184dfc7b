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
    private final MeterRegistry metrics;

    StockCommands(Catalog catalog, OrderService orders, MeterRegistry metrics) {
        this.catalog = catalog;
        this.orders = orders;
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

    private void commit(OutboxMessage message) {
        if (catalog.commit(message.orderId())) {
            return;
        }
        OrderStatus status = orders.loseStock(message.orderId());
        switch (status) {
            case PAID -> {
                LOG.errorf("order %s is paid and its stock is gone: the money goes back", message.orderId());
                metrics.counter("vitrina.order.stock_lost").increment();
            }
            case SHIPPED, DELIVERED -> {
                LOG.errorf(
                        "order %s is %s and the catalogue has not sold its stock: count the goods",
                        message.orderId(), status.text());
                metrics.counter("vitrina.order.stock_uncounted").increment();
            }
            // Refunded before its goods were sold: they are on sale again already.
            case PENDING, CANCELLED, REFUNDED -> LOG.debugf("order %s needs no stock any more", message.orderId());
        }
    }
}
