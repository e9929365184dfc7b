package io.vitrina.cart.order;

import jakarta.persistence.Embeddable;
import java.time.Instant;

/** One move of an order. */
@Embeddable
class OrderEvent {

    private OrderStatus status;
    private Instant at;
    private String byWhom;

    protected OrderEvent() {}

    OrderEvent(OrderStatus status, Instant at, By by) {
        this.status = status;
        this.at = at;
        this.byWhom = by.name();
    }

    OrderResponse.Event toResponse() {
        return new OrderResponse.Event(status, at, byWhom);
    }
}
