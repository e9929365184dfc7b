package io.vitrina.cart.idempotency;

import io.vitrina.cart.config.CartConfig;
import io.vitrina.cart.config.CartProblems;
import io.vitrina.cart.database.Bounded;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
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

    static final int BATCH = 1_000;

    private static final String CLAIM = "INSERT INTO idempotency_key"
            + " (user_id, key, fingerprint, resource_id, attempt, claimed_at)"
            + " VALUES (:user, :key, :fingerprint, :resource, 0, :now) ON CONFLICT DO NOTHING"
            + " RETURNING resource_id, attempt";

    /** Of a key that is a day old, anew; of a call that died, its work goes on. */
    private static final String TAKE_OVER = "UPDATE idempotency_key SET fingerprint = :fingerprint,"
            + " resource_id = CASE WHEN claimed_at < :forgotten THEN CAST(:resource AS uuid) ELSE resource_id END,"
            + " attempt = CASE WHEN claimed_at < :forgotten THEN 0 ELSE attempt + 1 END,"
            + " claimed_at = :now, status = NULL, body = NULL, location = NULL"
            + " WHERE user_id = :user AND key = :key AND (claimed_at < :forgotten"
            + " OR (status IS NULL AND fingerprint = :fingerprint AND claimed_at < :dead))"
            + " RETURNING resource_id, attempt";

    private final EntityManager entities;
    private final Duration longestCall;
    private final Clock clock;

    IdempotencyStore(EntityManager entities, CartConfig config, Clock clock) {
        this.entities = entities;
        this.longestCall = config.longestCall();
        this.clock = clock;
    }

    record Outcome(Claim claim, StoredAnswer answer) {}

    /** What is written down under a key. */
    private record Entry(String fingerprint, Instant claimedAt, Integer status, String body, String location) {}

    /** The claim when the call is ours to make, else the answer of the one who made it. */
    @Transactional
    Outcome claim(long userId, String key, String fingerprint, UUID resourceId, Consumer<Claim> withIt) {
        // Read first: most calls of a known key are repeats, and a crowd of them must not queue for the row.
        Optional<Entry> entry = find(userId, key);
        if (entry.isPresent() && stands(entry.get(), fingerprint)) {
            return new Outcome(null, answer(entry.get(), fingerprint));
        }
        Optional<Claim> claim = entry.isPresent()
                ? takeOver(userId, key, fingerprint, resourceId)
                : insert(userId, key, fingerprint, resourceId);
        if (claim.isPresent()) {
            withIt.accept(claim.get());
            return new Outcome(claim.get(), null);
        }
        // Gone between the two statements: its call failed this moment, and this one may try again.
        return new Outcome(null, answer(find(userId, key).orElseThrow(IdempotencyStore::inUse), fingerprint));
    }

    private boolean stands(Entry entry, String fingerprint) {
        Instant now = clock.instant();
        boolean dead = entry.status() == null
                && entry.fingerprint().equals(fingerprint)
                && entry.claimedAt().isBefore(now.minus(longestCall));
        return !dead && !entry.claimedAt().isBefore(now.minus(KEPT));
    }

    private static StoredAnswer answer(Entry entry, String fingerprint) {
        if (!entry.fingerprint().equals(fingerprint)) {
            throw new ProblemException(
                    CartProblems.IDEMPOTENCY_KEY_REUSED, "the key was used for another request within 24 hours");
        }
        if (entry.status() == null) {
            throw inUse();
        }
        return new StoredAnswer(entry.status(), entry.body(), entry.location(), true);
    }

    private static ProblemException inUse() {
        return new ProblemException(
                        CartProblems.IDEMPOTENCY_KEY_IN_USE, "the first request with this key is still in progress")
                .retryAfter(Duration.ofSeconds(1));
    }

    private Optional<Entry> find(long userId, String key) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entities.createNativeQuery(
                        "SELECT fingerprint, claimed_at, status, body, location FROM idempotency_key"
                                + " WHERE user_id = :user AND key = :key",
                        Tuple.class)
                .setParameter("user", userId)
                .setParameter("key", key)
                .getResultList();
        return rows.stream()
                .map(row -> new Entry(
                        row.get(0, String.class),
                        row.get(1, Instant.class),
                        row.get(2, Integer.class),
                        row.get(3, String.class),
                        row.get(4, String.class)))
                .findFirst();
    }

    /** As {@link #claim} for a call without a key: nothing to find, nothing to remember. */
    @Transactional
    void unclaimed(Claim claim, Consumer<Claim> withIt) {
        withIt.accept(claim);
    }

    private Optional<Claim> insert(long userId, String key, String fingerprint, UUID resourceId) {
        return claimed(
                userId,
                key,
                entities.createNativeQuery(CLAIM, Tuple.class)
                        .setParameter("user", userId)
                        .setParameter("key", key)
                        .setParameter("fingerprint", fingerprint)
                        .setParameter("resource", resourceId)
                        .setParameter("now", clock.instant()));
    }

    private Optional<Claim> takeOver(long userId, String key, String fingerprint, UUID resourceId) {
        Instant now = clock.instant();
        return claimed(
                userId,
                key,
                entities.createNativeQuery(TAKE_OVER, Tuple.class)
                        .setParameter("user", userId)
                        .setParameter("key", key)
                        .setParameter("fingerprint", fingerprint)
                        .setParameter("resource", resourceId)
                        .setParameter("now", now)
                        .setParameter("forgotten", now.minus(KEPT))
                        .setParameter("dead", now.minus(longestCall)));
    }

    private static Optional<Claim> claimed(long userId, String key, Query query) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = query.getResultList();
        return rows.stream()
                .map(row -> new Claim(userId, key, row.get(0, UUID.class), ((Number) row.get(1)).intValue()))
                .findFirst();
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
