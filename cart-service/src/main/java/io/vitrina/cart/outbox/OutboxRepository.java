package io.vitrina.cart.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The outbox's rows. Many relays take from it at once and never the same row. */
@ApplicationScoped
class OutboxRepository {

    private static final String TAKE = "UPDATE outbox SET attempts = attempts + 1, available_at = :until WHERE id IN"
            + " (SELECT id FROM outbox WHERE parked_at IS NULL AND available_at <= :now"
            + " AND (kind = ANY(:patient)) = :lane"
            + " ORDER BY available_at, id LIMIT :most FOR UPDATE SKIP LOCKED)"
            + " RETURNING id, kind, order_id, payload, attempts";

    private final EntityManager entities;

    OutboxRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** @param patient the kinds of the patient lane; {@code lane} says whether they are wanted, or all others */
    List<OutboxMessage> take(Instant now, Instant until, int most, Collection<String> patient, boolean lane) {
        return rows(entities.createNativeQuery(TAKE, Tuple.class)
                .setParameter("now", now)
                .setParameter("until", until)
                .setParameter("most", most)
                .setParameter("patient", patient.toArray(String[]::new))
                .setParameter("lane", lane));
    }

    private static List<OutboxMessage> rows(Query query) {
        @SuppressWarnings("unchecked")
        List<Tuple> tuples = query.getResultList();
        return tuples.stream()
                .map(t -> new OutboxMessage(
                        ((Number) t.get(0)).longValue(),
                        t.get(1, String.class),
                        t.get(2, UUID.class),
                        t.get(3, String.class),
                        ((Number) t.get(4)).intValue()))
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .toList();
    }

    void delete(Collection<Long> ids) {
        entities.createNativeQuery("DELETE FROM outbox WHERE id = ANY(:ids)")
                .setParameter("ids", ids.toArray(Long[]::new))
                .executeUpdate();
    }

    void postpone(long id, Instant until, String error) {
        entities.createNativeQuery("UPDATE outbox SET available_at = :until, last_error = :error WHERE id = :id")
                .setParameter("until", until)
                .setParameter("error", error)
                .setParameter("id", id)
                .executeUpdate();
    }

    void park(long id, Instant now, String error) {
        entities.createNativeQuery("UPDATE outbox SET parked_at = :now, last_error = :error WHERE id = :id")
                .setParameter("now", now)
                .setParameter("error", error)
                .setParameter("id", id)
                .executeUpdate();
    }

    List<ParkedMessage> parked(int most) {
        @SuppressWarnings("unchecked")
        List<Tuple> tuples = entities.createNativeQuery(
                        "SELECT id, kind, order_id, attempts, created_at, parked_at, last_error FROM outbox"
                                + " WHERE parked_at IS NOT NULL ORDER BY id LIMIT :most",
                        Tuple.class)
                .setParameter("most", most)
                .getResultList();
        return tuples.stream()
                .map(t -> new ParkedMessage(
                        ((Number) t.get(0)).longValue(),
                        t.get(1, String.class),
                        t.get(2, UUID.class),
                        ((Number) t.get(3)).intValue(),
                        t.get(4, Instant.class),
                        t.get(5, Instant.class),
                        t.get(6, String.class)))
                .toList();
    }

    /** Sends a parked message on its way again, as if new; false when there is none of that id. */
    boolean unpark(long id, Instant now) {
        return entities.createNativeQuery("UPDATE outbox SET parked_at = NULL, attempts = 0, available_at = :now"
                                + " WHERE id = :id AND parked_at IS NOT NULL")
                        .setParameter("now", now)
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    long count(boolean parked) {
        return ((Number) entities.createNativeQuery(
                                "SELECT count(*) FROM outbox WHERE (parked_at IS NOT NULL) = :parked")
                        .setParameter("parked", parked)
                        .getSingleResult())
                .longValue();
    }
}
