package io.vitrina.cart.checkout;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Order ids under which stock may be held without an order. Each either becomes an order or is given back. */
@ApplicationScoped
class CheckoutIntents {

    private final EntityManager entities;

    CheckoutIntents(EntityManager entities) {
        this.entities = entities;
    }

    void open(UUID orderId, Instant at) {
        entities.createNativeQuery("INSERT INTO checkout_intent (order_id, created_at) VALUES (:order, :at)")
                .setParameter("order", orderId)
                .setParameter("at", at)
                .executeUpdate();
    }

    /** False when it was given up meanwhile. */
    boolean close(UUID orderId) {
        return entities.createNativeQuery("DELETE FROM checkout_intent WHERE order_id = :order")
                        .setParameter("order", orderId)
                        .executeUpdate()
                == 1;
    }

    @SuppressWarnings("unchecked")
    List<UUID> closeOlderThan(Instant limit, int most) {
        return entities.createNativeQuery(
                        "DELETE FROM checkout_intent WHERE order_id IN"
                                + " (SELECT order_id FROM checkout_intent WHERE created_at < :limit"
                                + " ORDER BY created_at LIMIT :most FOR UPDATE SKIP LOCKED) RETURNING order_id",
                        UUID.class)
                .setParameter("limit", limit)
                .setParameter("most", most)
                .getResultList();
    }
}
