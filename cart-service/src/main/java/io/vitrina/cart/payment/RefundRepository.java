package io.vitrina.cart.payment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Refunds. Whoever locks one has locked its order and its payment before. */
@ApplicationScoped
class RefundRepository implements PanacheRepositoryBase<Refund, UUID> {

    private static final String DUE =
            "UPDATE refund SET attempts = attempts + 1, next_check_at = CAST(:now AS timestamptz)"
                    + " + LEAST(GREATEST(CAST(:now AS timestamptz) - created_at, make_interval(secs => :first)), make_interval(secs => :longest))"
                    + " WHERE id IN (SELECT id FROM refund WHERE next_check_at <= :now ORDER BY next_check_at LIMIT :most"
                    + " FOR UPDATE SKIP LOCKED) RETURNING id";

    private final EntityManager entities;

    RefundRepository(EntityManager entities) {
        this.entities = entities;
    }

    Optional<Refund> lock(UUID id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    Optional<Refund> atProvider(String provider, String providerRefundId) {
        return find(
                        "FROM Refund r WHERE r.providerRefundId = ?1"
                                + " AND r.paymentId IN (SELECT p.id FROM Payment p WHERE p.provider = ?2)",
                        providerRefundId,
                        provider)
                .firstResultOptional();
    }

    @SuppressWarnings("unchecked")
    List<UUID> takeDue(Instant now, Duration first, Duration longest, int most) {
        return entities.createNativeQuery(DUE, UUID.class)
                .setParameter("now", now)
                .setParameter("first", (double) first.toSeconds())
                .setParameter("longest", (double) longest.toSeconds())
                .setParameter("most", most)
                .getResultList();
    }

    /** Its payment, which never changes. */
    UUID paymentOf(UUID refundId) {
        List<?> rows = entities.createNativeQuery("SELECT payment_id FROM refund WHERE id = :id", UUID.class)
                .setParameter("id", refundId)
                .getResultList();
        if (rows.isEmpty()) {
            throw ProblemException.notFound("refund");
        }
        return (UUID) rows.getFirst();
    }
}
