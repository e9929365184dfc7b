package io.vitrina.cart.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import java.util.UUID;

/** How an order comes into being, within the checkout's transaction. */
@ApplicationScoped
public class OrderPlacement {

    private final OrderRepository orders;
    private final OrderMessages messages;

    OrderPlacement(OrderRepository orders, OrderMessages messages) {
        this.orders = orders;
        this.messages = messages;
    }

    /**
     * False when the user has {@code mostPending} orders to pay already: then nothing is written. Whoever calls it holds
     * the user's cart.
     */
    @Transactional(TxType.MANDATORY)
    public boolean place(Order order, Optional<String> email, int mostPending) {
        if (!orders.insert(order, email, mostPending)) {
            return false;
        }
        // Without an address nobody could be told: then no mail is due at all.
        if (email.isPresent()) {
            messages.placed(order.id());
        }
        return true;
    }

    /** Stock of a checkout that became no order goes back on sale. */
    @Transactional(TxType.MANDATORY)
    public void abandoned(UUID orderId) {
        messages.abandoned(orderId);
    }
}
