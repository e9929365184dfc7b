package io.vitrina.auth.throttle;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.database.Sql;
import io.vitrina.auth.key.Pepper;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts wrong passwords by account, in the database: restarts don't forgive, and replicas count together.
 *
 * <p>A try is admitted before its password is looked at, and no more at a time than failures are left: of any number of
 * parallel guesses only as many reach the hash as would one after the other.
 */
@Bounded
@ApplicationScoped
public class LoginThrottle {

    /** A try that has not reported back after this is taken for lost with its process. */
    private static final Duration LOST = Duration.ofSeconds(30);

    private final Sql sql;
    private final Pepper pepper;
    private final AuthConfig.Throttle config;
    private final Clock clock;

    LoginThrottle(Sql sql, Pepper pepper, AuthConfig config, Clock clock) {
        this.sql = sql;
        this.pepper = pepper;
        this.config = config.throttle();
        this.clock = clock;
    }

    /** What came of asking to try. */
    public enum Admission {
        ADMITTED,
        /** All tries that are left are being made just now: ask again. */
        BUSY
    }

    /** The key of somebody who has an account: all of its logins count together. */
    public byte[] keyOf(long userId) {
        return pepper.digest("throttle:user", Long.toString(userId).getBytes(StandardCharsets.UTF_8));
    }

    /** The key of a login that nobody has. */
    public byte[] keyOf(String login) {
        return pepper.digest("throttle:login", login.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks to try a password; 429 with Retry-After while the account is blocked. Whoever is admitted reports back. */
    @Transactional(dontRollbackOn = ProblemException.class)
    public Admission admit(byte[] key) {
        Instant now = clock.instant();
        Instant forgotten = now.minus(config.window());
        Instant lost = now.minus(LOST);
        int admitted = sql.update("""
                INSERT INTO login_throttle AS t (key, pending, pending_at) VALUES (?, 1, ?)
                ON CONFLICT (key) DO UPDATE SET
                    pending = CASE WHEN t.pending_at < ? THEN 1 ELSE t.pending + 1 END,
                    pending_at = EXCLUDED.pending_at,
                    failures = CASE WHEN GREATEST(t.failed_at, t.blocked_until) < ? THEN 0 ELSE t.failures END
                WHERE (t.blocked_until IS NULL OR t.blocked_until <= ?)
                    AND (t.pending_at < ? OR t.pending < GREATEST(1, ? - CASE
                        WHEN GREATEST(t.failed_at, t.blocked_until) < ? THEN 0 ELSE t.failures END))
                """, key, now, lost, forgotten, now, lost, config.failures(), forgotten);
        if (admitted == 1) {
            return Admission.ADMITTED;
        }
        Optional<Instant> blockedUntil = sql.first(
                "SELECT blocked_until FROM login_throttle WHERE key = ? AND blocked_until > ?",
                row -> Sql.instant(row, "blocked_until"),
                key,
                now);
        if (blockedUntil.isPresent()) {
            throw ProblemException.tooManyRequests(
                    "too many failed logins; try again later", Duration.between(now, blockedUntil.get()));
        }
        return Admission.BUSY;
    }

    /** The password was wrong. From the last allowed failure on each one blocks twice as long. */
    @Transactional
    public void failed(byte[] key) {
        Instant now = clock.instant();
        sql.update(
                """
                UPDATE login_throttle SET
                    pending = GREATEST(pending - 1, 0),
                    failures = failures + 1,
                    failed_at = ?,
                    blocked_until = CASE WHEN failures + 1 >= ? THEN ?::timestamptz
                        + LEAST(?::float8, ? * power(2, LEAST(failures + 1 - ?, 20))) * interval '1 second'
                        ELSE blocked_until END
                WHERE key = ?
                """,
                now,
                config.failures(),
                now,
                (double) config.longestBlock().toSeconds(),
                (double) config.firstBlock().toSeconds(),
                config.failures(),
                key);
    }

    /** The password was right: earlier failures are forgotten. */
    @Transactional
    public void succeeded(byte[] key) {
        sql.update(
                "UPDATE login_throttle SET pending = GREATEST(pending - 1, 0), failures = 0, failed_at = NULL,"
                        + " blocked_until = NULL WHERE key = ?",
                key);
    }

    /** The password was not looked at after all. */
    @Transactional
    public void released(byte[] key) {
        sql.update("UPDATE login_throttle SET pending = GREATEST(pending - 1, 0) WHERE key = ?", key);
    }

    /** Forgets everything: the account's owner has proved to be it in another way. */
    @Transactional
    public void clear(byte[] key) {
        sql.update("DELETE FROM login_throttle WHERE key = ?", key);
    }
}
