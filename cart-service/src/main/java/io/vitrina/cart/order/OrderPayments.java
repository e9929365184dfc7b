package io.vitrina.cart.order;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** What orders need to know of their payments; the feature {@code payment} answers. */
public interface OrderPayments {

    /** The latest attempt of each order that has one, in one statement. */
    Map<UUID, PaymentView> latest(Collection<UUID> orderIds);

    /** Ends what is open, in the transaction that cancels the order. */
    void endOpen(UUID orderId);

    /**
     * Gives back all that is left of what was paid; runs outside of a transaction, for it asks the provider. The order is
     * refunded when the provider has done it, which may be later than this returns.
     */
    void refundAll(UUID orderId, By by);
}
