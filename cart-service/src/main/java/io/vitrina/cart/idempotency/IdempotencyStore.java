package io.vitrina.cart.idempotency;

import io.vitrina.cart.config.CartConfig;
import io.vitrina.cart.config.CartProblems;
import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.database.Sql;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
            + " VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING"
            + " RETURNING resource_id, attempt";

    /** Of a key that is a day old, anew; of a call that died, its work goes on. */
    private static final String TAKE_OVER = "UPDATE idempotency_key SET fingerprint = ?,"
            + " resource_id = CASE WHEN claimed_at < ? THEN CAST(? AS uuid) ELSE resource_id END,"
            + " attempt = CASE WHEN claimed_at < ? THEN 0 ELSE attempt + 1 END,"
            + " claimed_at = ?, status = NULL, body = NULL, location = NULL"
            + " WHERE user_id = ? AND key = ? AND (claimed_at < ?"
            + " OR (status IS NULL AND fingerprint = ? AND claimed_at < ?))"
            + " RETURNING resource_id, attempt";

    private final Sql sql;
    private final Duration longestCall;
    private final Clock clock;

    IdempotencyStore(Sql sql, CartConfig config, Clock clock) {
        this.sql = sql;
        this.longestCall = config.longestCall();
        this.clock = clock;
    }

    record Outcome(Claim claim, StoredAnswer answer) {}

    /** What is written down under a key. */
    private record Entry(String fingerprint, Instant claimedAt, Integer status, String body, String location) {}

    /** The claim when the call is ours to make, else the answer of the one who made it. */
    @Transactional
    Outcome claim(long userId, String key, String fingerprint, UUID resourceId, Consumer<Claim> withIt) {
        // Read first: most calls of a known key are repeats, and a crowd of them must not queue for the row, as inserts
        // do.
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
        // Gone between the two statements: its call was refused this moment, and this one may try again.
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
        return sql.first(
                "SELECT fingerprint, claimed_at, status, body, location FROM idempotency_key"
                        + " WHERE user_id = ? AND key = ?",
                row -> new Entry(
                        row.getString("fingerprint"),
                        Sql.instant(row, "claimed_at"),
                        row.getObject("status", Integer.class),
                        row.getString("body"),
                        row.getString("location")),
                userId,
                key);
    }

    /** As {@link #claim} for a call without a key: nothing to find, nothing to remember. */
    @Transactional
    void unclaimed(Claim claim, Consumer<Claim> withIt) {
        withIt.accept(claim);
    }

    private Optional<Claim> insert(long userId, String key, String fingerprint, UUID resourceId) {
        return sql.first(CLAIM, row -> claim(userId, key, row), userId, key, fingerprint, resourceId, clock.instant());
    }

    private Optional<Claim> takeOver(long userId, String key, String fingerprint, UUID resourceId) {
        Instant now = clock.instant();
        Instant forgotten = now.minus(KEPT);
        return sql.first(
                TAKE_OVER,
                row -> claim(userId, key, row),
                fingerprint,
                forgotten,
                resourceId,
                forgotten,
                now,
                userId,
                key,
                forgotten,
                fingerprint,
                now.minus(longestCall));
    }

    private static Claim claim(long userId, String key, ResultSet row) throws SQLException {
        return new Claim(userId, key, Sql.uuid(row), row.getInt(2));
    }

    /** Writes the answer down; false when another call took over, and this one must not have an effect. */
    boolean complete(Claim claim, StoredAnswer answer) {
        return sql.update(
                        "UPDATE idempotency_key SET status = ?, body = ?, location = ?"
                                + " WHERE user_id = ? AND key = ? AND attempt = ? AND resource_id = ? AND status IS NULL",
                        answer.status(),
                        answer.body(),
                        answer.location(),
                        claim.userId(),
                        claim.key(),
                        claim.attempt(),
                        claim.resourceId())
                == 1;
    }

    /**
     * A call that ended without an answer is taken for dead at once: the client may try again with the same key. The row
     * stays, because the call may have begun something under its resource id.
     */
    void free(Claim claim) {
        sql.update(
                "UPDATE idempotency_key SET claimed_at = LEAST(claimed_at, ?) WHERE user_id = ? AND key = ?"
                        + " AND attempt = ? AND resource_id = ? AND status IS NULL",
                clock.instant().minus(longestCall).minusMillis(1),
                claim.userId(),
                claim.key(),
                claim.attempt(),
                claim.resourceId());
    }

    int forgetOld() {
        return sql.update(
                "DELETE FROM idempotency_key WHERE (user_id, key) IN"
                        + " (SELECT user_id, key FROM idempotency_key WHERE claimed_at < ?"
                        + " LIMIT ? FOR UPDATE SKIP LOCKED)",
                clock.instant().minus(KEPT),
                BATCH);
    }
}
