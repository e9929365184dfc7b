package io.vitrina.cart.order;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Orders without a database, for what is tested ten thousand times. */
public final class OrdersInMemory extends OrderRepository {

    private final Map<UUID, Order> orders = new HashMap<>();

    public OrdersInMemory() {
        super(null);
    }

    /** A new order of one piece, pending. */
    public Order place(UUID id, long price, Instant at) {
        Order order = Order.place(
                id,
                1,
                List.of(new OrderLine(7, null, "Product", price, 1)),
                "RUB",
                null,
                new Order.Validity(at, at.plusSeconds(1_800)));
        orders.put(id, order);
        return order;
    }

    /** The buyer doesn't want it any more; nothing when it isn't pending. True when it was. */
    public boolean cancel(UUID id, Instant at) {
        Order order = orders.get(id);
        boolean pending = order.status() == OrderStatus.PENDING;
        if (pending) {
            order.cancel(at, By.user(1));
        }
        return pending;
    }

    @Override
    public Optional<Order> lock(UUID id) {
        return Optional.ofNullable(orders.get(id));
    }

    /** There is one order at a time, whatever the payment. */
    @Override
    public Optional<Order> lockOfPayment(UUID paymentId) {
        return orders.values().stream().findFirst();
    }
}
