package io.vitrina.cart.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Takes messages that leave when, and only when, the transaction they belong to commits. */
@ApplicationScoped
public class Outbox {

    private final EntityManager entities;
    private final Clock clock;
    private final Event<OutboxFilled> filled;

    Outbox(EntityManager entities, Clock clock, Event<OutboxFilled> filled) {
        this.entities = entities;
        this.clock = clock;
        this.filled = filled;
    }

    @Transactional(TxType.MANDATORY)
    public void add(String kind, UUID orderId, String payload) {
        Instant now = clock.instant();
        entities.createNativeQuery("INSERT INTO outbox (kind, order_id, payload, available_at, created_at)"
                        + " VALUES (:kind, :order, :payload, :now, :now)")
                .setParameter("kind", kind)
                .setParameter("order", orderId)
                .setParameter("payload", payload)
                .setParameter("now", now)
                .executeUpdate();
        filled.fire(new OutboxFilled());
    }
}
