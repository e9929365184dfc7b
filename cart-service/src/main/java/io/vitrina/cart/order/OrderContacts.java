package io.vitrina.cart.order;

import io.vitrina.cart.database.Bounded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Where mail about an order goes: the address of the buyer's own access token, kept with the order until no mail about it
 * is due. The service knows no other address, and nobody is asked for one.
 */
@ApplicationScoped
@Bounded
public class OrderContacts {

    /** A late payment's refund may still want a mail for so long after the order has ended. */
    private static final Duration KEPT_AFTER_END = Duration.ofDays(2);

    private final EntityManager entities;
    private final Clock clock;

    OrderContacts(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    @Transactional
    public void keep(UUID orderId, String email) {
        entities.createNativeQuery(
                        "INSERT INTO order_contact (order_id, email, created_at) VALUES (:order, :email, :now)")
                .setParameter("order", orderId)
                .setParameter("email", email)
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    @Transactional
    public Optional<String> find(UUID orderId) {
        return entities.createNativeQuery("SELECT email FROM order_contact WHERE order_id = :order", String.class)
                .setParameter("order", orderId)
                .getResultStream()
                .map(String.class::cast)
                .findFirst();
    }

    @Transactional
    int forgetSettled() {
        return entities.createNativeQuery("DELETE FROM order_contact c USING orders o WHERE o.id = c.order_id"
                        + " AND o.status IN ('delivered', 'cancelled', 'refunded') AND o.updated_at < :settled"
                        + " AND NOT EXISTS (SELECT FROM outbox m WHERE m.order_id = c.order_id AND m.kind = 'mail')")
                .setParameter("settled", clock.instant().minus(KEPT_AFTER_END))
                .executeUpdate();
    }
}
