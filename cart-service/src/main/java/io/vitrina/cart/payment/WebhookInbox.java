package io.vitrina.cart.payment;

import io.vitrina.cart.database.Bounded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;

/** Events that had their effect: the row is written in the transaction of the effect, so neither is without the other. */
@ApplicationScoped
@Bounded
class WebhookInbox {

    /** Providers repeat for three days; a month leaves room for a person's replay. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final EntityManager entities;
    private final Clock clock;

    WebhookInbox(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** An event by the name its provider gives it. */
    record Event(String provider, String dedupeKey) {}

    @Transactional
    boolean knows(Event event) {
        return !entities.createNativeQuery(
                        "SELECT 1 FROM webhook_inbox WHERE provider = :provider AND dedupe_key = :key", Integer.class)
                .setParameter("provider", event.provider())
                .setParameter("key", event.dedupeKey())
                .getResultList()
                .isEmpty();
    }

    /** False when it is there already. Waits for a transaction that is about to write it. */
    @Transactional
    boolean remember(Event event) {
        return entities.createNativeQuery("INSERT INTO webhook_inbox (provider, dedupe_key, received_at)"
                                + " VALUES (:provider, :key, :now) ON CONFLICT DO NOTHING")
                        .setParameter("provider", event.provider())
                        .setParameter("key", event.dedupeKey())
                        .setParameter("now", clock.instant())
                        .executeUpdate()
                == 1;
    }

    @Transactional
    int forgetOld() {
        return entities.createNativeQuery("DELETE FROM webhook_inbox WHERE received_at < :old")
                .setParameter("old", clock.instant().minus(KEPT))
                .executeUpdate();
    }
}
