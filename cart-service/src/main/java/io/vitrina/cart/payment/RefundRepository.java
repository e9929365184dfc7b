package io.vitrina.cart.payment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.vitrina.cart.database.Sql;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
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
            "UPDATE refund SET attempts = attempts + 1, next_check_at = CAST(? AS timestamptz)"
                    + " + LEAST(GREATEST(CAST(? AS timestamptz) - created_at, make_interval(secs => ?)), make_interval(secs => ?))"
                    + " WHERE id IN (SELECT id FROM refund WHERE next_check_at <= ? ORDER BY next_check_at LIMIT ?"
                    + " FOR UPDATE SKIP LOCKED) RETURNING id";

    private final Sql sql;

    RefundRepository(Sql sql) {
        this.sql = sql;
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

    List<UUID> takeDue(Instant now, Duration first, Duration longest, int most) {
        return sql.list(DUE, Sql::uuid, now, now, (double) first.toSeconds(), (double) longest.toSeconds(), now, most);
    }

    /** Its payment, which never changes. */
    UUID paymentOf(UUID refundId) {
        return sql.first("SELECT payment_id FROM refund WHERE id = ?", Sql::uuid, refundId)
                .orElseThrow(() -> ProblemException.notFound("refund"));
    }
}
