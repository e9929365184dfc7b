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
    private final OrderContacts contacts;
    private final OrderMessages messages;

    OrderPlacement(OrderRepository orders, OrderContacts contacts, OrderMessages messages) {
        this.orders = orders;
        this.contacts = contacts;
        this.messages = messages;
    }

    @Transactional(TxType.MANDATORY)
    public void place(Order order, Optional<String> email) {
        orders.persistAndFlush(order);
        // Without an address nobody could be told: then no mail is due at all.
        email.ifPresent(address -> {
            contacts.keep(order.id(), address);
            messages.placed(order.id());
        });
    }

    @Transactional(TxType.MANDATORY)
    public long countPending(long userId) {
        return orders.countPending(userId);
    }

    /** Stock of a checkout that became no order goes back on sale. */
    @Transactional(TxType.MANDATORY)
    public void abandoned(UUID orderId) {
        messages.abandoned(orderId);
    }
}
