package io.vitrina.auth.verification;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.database.Sql;
import io.vitrina.auth.key.Pepper;
import io.vitrina.auth.mail.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Six digits by mail. They are stored nowhere: the row holds a nonce, and only with the server's pepper does it give the
 * code, so that a letter can be sent again and a stolen table tells nothing.
 */
@ApplicationScoped
class Codes {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MODULUS = 1_000_000;

    private final Sql sql;
    private final Pepper pepper;
    private final Outbox outbox;
    private final AuthConfig.Codes config;
    private final Clock clock;

    Codes(Sql sql, Pepper pepper, Outbox outbox, AuthConfig config, Clock clock) {
        this.sql = sql;
        this.pepper = pepper;
        this.outbox = outbox;
        this.config = config.codes();
        this.clock = clock;
    }

    /**
     * Makes a code, kills the one before, and queues its letter, in the caller's transaction; does nothing while the last
     * letter is too fresh, unless it went to another address.
     */
    void issue(long userId, Purpose purpose, String email, String language) {
        Instant now = clock.instant();
        byte[] nonce = pepper.nonce();
        int issued = sql.update(
                """
                INSERT INTO verification_code AS c
                    (user_id, purpose, email, nonce, tries_left, expires_at, sent_at, window_start)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (user_id, purpose) DO UPDATE SET
                    email = EXCLUDED.email,
                    nonce = EXCLUDED.nonce,
                    tries_left = EXCLUDED.tries_left,
                    expires_at = EXCLUDED.expires_at,
                    sent_at = EXCLUDED.sent_at,
                    sent_count = CASE WHEN c.window_start > ? THEN c.sent_count + 1 ELSE 1 END,
                    window_start = CASE WHEN c.window_start > ? THEN c.window_start ELSE EXCLUDED.window_start END
                WHERE (c.sent_at <= ? OR c.email <> EXCLUDED.email) AND (c.window_start <= ? OR c.sent_count < ?)
                """,
                userId,
                purpose.code(),
                email,
                nonce,
                config.tries(),
                now.plus(config.life()),
                now,
                now,
                now.minus(HOUR),
                now.minus(HOUR),
                now.minus(config.cooldown()),
                now.minus(HOUR),
                config.perHour());
        if (issued == 1) {
            outbox.add(purpose.mail(), userId, email, language, nonce);
        }
    }

    /** The code of a letter that is about to leave; empty when it was superseded or spent meanwhile. */
    @Transactional
    Optional<String> forLetter(long userId, Purpose purpose, byte[] nonce) {
        Instant now = clock.instant();
        // It counts from now: a letter that waited an hour for the mail server must not bring a dead code.
        int alive = sql.update(
                "UPDATE verification_code SET expires_at = ?"
                        + " WHERE user_id = ? AND purpose = ? AND nonce = ? AND expires_at IS NOT NULL",
                now.plus(config.life()),
                userId,
                purpose.code(),
                nonce);
        return alive == 1 ? Optional.of(code(userId, purpose, nonce)) : Optional.empty();
    }

    /**
     * Tries a code, in the caller's transaction, which must be committed whatever comes out: a wrong try counts.
     *
     * <p>The row stays locked, so that of many right tries at once one succeeds.
     */
    boolean spend(long userId, Purpose purpose, String email, String code) {
        Optional<byte[]> nonce = sql.first(
                "UPDATE verification_code SET tries_left = tries_left - 1"
                        + " WHERE user_id = ? AND purpose = ? AND lower(email) = lower(?) AND tries_left > 0"
                        + " AND expires_at > ? RETURNING nonce",
                row -> row.getBytes("nonce"),
                userId,
                purpose.code(),
                email,
                clock.instant());
        String expected = nonce.map(bytes -> code(userId, purpose, bytes)).orElse("");
        if (nonce.isEmpty() || !equal(expected, code)) {
            return false;
        }
        sql.update(
                "UPDATE verification_code SET expires_at = NULL, tries_left = 0 WHERE user_id = ? AND purpose = ?",
                userId,
                purpose.code());
        return true;
    }

    private String code(long userId, Purpose purpose, byte[] nonce) {
        byte[] user = ByteBuffer.allocate(Long.BYTES).putLong(userId).array();
        byte[] digest = pepper.digest("code:" + purpose.code(), user, nonce);
        long number = ByteBuffer.wrap(digest).getLong() >>> 1;
        return "%06d".formatted(number % MODULUS);
    }

    private static boolean equal(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
