package io.vitrina.cart.order;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** What orders need to know of their payments; the feature {@code payment} answers. */
public interface OrderPayments {

    /** The attempt that pays, or paid, of each order that has any; else the latest. In one statement. */
    Map<UUID, PaymentView> telling(Collection<UUID> orderIds);

    /** Ends what is open, in the transaction that cancels the order. */
    void endOpen(UUID orderId);

    /**
     * Whether all that was paid is on its way back to the buyer: then no goods may go out for it. In the transaction that
     * holds the order, under which money is promised too.
     */
    boolean isGoingBack(UUID orderId);

    /** Promises all that is left of what was paid, in the transaction that holds the order; it goes back after that. */
    void promiseAll(UUID orderId, By by);

    /**
     * Gives back all that is left of what was paid; runs outside of a transaction, for it asks the provider. The order is
     * refunded when the provider has done it, which may be later than this returns.
     */
    void refundAll(UUID orderId, By by);
}
