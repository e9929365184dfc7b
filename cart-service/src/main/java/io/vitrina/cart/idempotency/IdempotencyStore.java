package io.vitrina.cart.idempotency;

import io.vitrina.cart.config.CartProblems;
import io.vitrina.cart.database.Bounded;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The rows of the idempotency keys. */
@ApplicationScoped
@Bounded
class IdempotencyStore {

    static final Duration KEPT = Duration.ofHours(24);

    /** A call that has not answered for so long is dead: no call lives longer. */
    static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    static final int BATCH = 1_000;

    private static final String CLAIM = "INSERT INTO idempotency_key AS k"
            + " (user_id, key, fingerprint, resource_id, attempt, claimed_at)"
            + " VALUES (:user, :key, :fingerprint, :resource, 0, :now)"
            + " ON CONFLICT (user_id, key) DO UPDATE SET fingerprint = excluded.fingerprint,"
            + " resource_id = CASE WHEN k.claimed_at < :forgotten THEN excluded.resource_id ELSE k.resource_id END,"
            + " attempt = CASE WHEN k.claimed_at < :forgotten THEN 0 ELSE k.attempt + 1 END,"
            + " claimed_at = excluded.claimed_at, status = NULL, body = NULL, location = NULL"
            + " WHERE k.claimed_at < :forgotten"
            + " OR (k.status IS NULL AND k.fingerprint = excluded.fingerprint AND k.claimed_at < :dead)"
            + " RETURNING resource_id, attempt";

    private final EntityManager entities;
    private final Clock clock;

    IdempotencyStore(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    record Outcome(Claim claim, StoredAnswer answer) {}

    /** The claim when the call is ours to make, else the answer of the one who made it. */
    @Transactional
    Outcome claim(long userId, String key, String fingerprint, UUID resourceId, Consumer<Claim> withIt) {
        Optional<Claim> claim = insert(userId, key, fingerprint, resourceId);
        if (claim.isPresent()) {
            withIt.accept(claim.get());
            return new Outcome(claim.get(), null);
        }
        return new Outcome(null, answered(userId, key, fingerprint));
    }

    /** As {@link #claim} for a call without a key: nothing to find, nothing to remember. */
    @Transactional
    void unclaimed(Claim claim, Consumer<Claim> withIt) {
        withIt.accept(claim);
    }

    private Optional<Claim> insert(long userId, String key, String fingerprint, UUID resourceId) {
        Instant now = clock.instant();
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entities.createNativeQuery(CLAIM, Tuple.class)
                .setParameter("user", userId)
                .setParameter("key", key)
                .setParameter("fingerprint", fingerprint)
                .setParameter("resource", resourceId)
                .setParameter("now", now)
                .setParameter("forgotten", now.minus(KEPT))
                .setParameter("dead", now.minus(LONGEST_CALL))
                .getResultList();
        return rows.stream()
                .map(row -> new Claim(userId, key, row.get(0, UUID.class), ((Number) row.get(1)).intValue()))
                .findFirst();
    }

    private StoredAnswer answered(long userId, String key, String fingerprint) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entities.createNativeQuery(
                        "SELECT fingerprint, status, body, location FROM idempotency_key"
                                + " WHERE user_id = :user AND key = :key",
                        Tuple.class)
                .setParameter("user", userId)
                .setParameter("key", key)
                .getResultList();
        // Gone between the two statements: its call failed this moment, and this one may try again.
        if (rows.isEmpty()
                || rows.getFirst().get(1) == null
                        && fingerprint.equals(rows.getFirst().get(0))) {
            throw new ProblemException(
                            CartProblems.IDEMPOTENCY_KEY_IN_USE, "the first request with this key is still in progress")
                    .retryAfter(Duration.ofSeconds(1));
        }
        Tuple row = rows.getFirst();
        if (!fingerprint.equals(row.get(0))) {
            throw new ProblemException(
                    CartProblems.IDEMPOTENCY_KEY_REUSED, "the key was used for another request within 24 hours");
        }
        return new StoredAnswer(
                ((Number) row.get(1)).intValue(), row.get(2, String.class), row.get(3, String.class), true);
    }

    /** Writes the answer down; false when another call took over, and this one must not have an effect. */
    @Transactional(TxType.REQUIRED)
    boolean complete(Claim claim, StoredAnswer answer) {
        return entities.createNativeQuery("UPDATE idempotency_key SET status = :status, body = :body,"
                                + " location = CAST(:location AS text) WHERE user_id = :user AND key = :key"
                                + " AND attempt = :attempt AND resource_id = :resource AND status IS NULL")
                        .setParameter("status", answer.status())
                        .setParameter("body", answer.body())
                        .setParameter("location", answer.location())
                        .setParameter("user", claim.userId())
                        .setParameter("key", claim.key())
                        .setParameter("attempt", claim.attempt())
                        .setParameter("resource", claim.resourceId())
                        .executeUpdate()
                == 1;
    }

    /** Forgets a call that had no effect: the client may try again with the same key. */
    @Transactional
    void abandon(Claim claim) {
        entities.createNativeQuery("DELETE FROM idempotency_key WHERE user_id = :user AND key = :key"
                        + " AND attempt = :attempt AND resource_id = :resource AND status IS NULL")
                .setParameter("user", claim.userId())
                .setParameter("key", claim.key())
                .setParameter("attempt", claim.attempt())
                .setParameter("resource", claim.resourceId())
                .executeUpdate();
    }

    @Transactional
    int forgetOld() {
        return entities.createNativeQuery("DELETE FROM idempotency_key WHERE (user_id, key) IN"
                        + " (SELECT user_id, key FROM idempotency_key WHERE claimed_at < :forgotten"
                        + " LIMIT :batch FOR UPDATE SKIP LOCKED)")
                .setParameter("batch", BATCH)
                .setParameter("forgotten", clock.instant().minus(KEPT))
                .executeUpdate();
    }
}
