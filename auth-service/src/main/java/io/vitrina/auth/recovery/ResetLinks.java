package io.vitrina.auth.recovery;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.database.Sql;
import io.vitrina.auth.key.Pepper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Tokens that set a new password: 256 bits computed from a nonce and the server's pepper. The row holds the nonce and a
 * digest; neither opens anything.
 */
@ApplicationScoped
class ResetLinks {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Sql sql;
    private final Pepper pepper;
    private final AuthConfig config;
    private final Clock clock;

    ResetLinks(Sql sql, Pepper pepper, AuthConfig config, Clock clock) {
        this.sql = sql;
        this.pepper = pepper;
        this.config = config;
        this.clock = clock;
    }

    /** Makes a token and kills the one before; empty while the last letter is too fresh. Gives its nonce. */
    Optional<byte[]> issue(long userId) {
        Instant now = clock.instant();
        byte[] nonce = pepper.nonce();
        int issued = sql.update(
                """
                INSERT INTO password_reset AS r (user_id, token_hash, nonce, expires_at, sent_at, window_start)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (user_id) DO UPDATE SET
                    token_hash = EXCLUDED.token_hash,
                    nonce = EXCLUDED.nonce,
                    expires_at = EXCLUDED.expires_at,
                    sent_at = EXCLUDED.sent_at,
                    sent_count = CASE WHEN r.window_start > ? THEN r.sent_count + 1 ELSE 1 END,
                    window_start = CASE WHEN r.window_start > ? THEN r.window_start ELSE EXCLUDED.window_start END
                WHERE r.sent_at <= ? AND (r.window_start <= ? OR r.sent_count < ?)
                """,
                userId,
                digest(token(nonce)),
                nonce,
                now.plus(config.passwordReset().life()),
                now,
                now,
                now.minus(HOUR),
                now.minus(HOUR),
                now.minus(config.codes().cooldown()),
                now.minus(HOUR),
                config.codes().perHour());
        return issued == 1 ? Optional.of(nonce) : Optional.empty();
    }

    /** The link of a letter that is about to leave; empty when its token was superseded or spent meanwhile. */
    Optional<String> forLetter(long userId, byte[] nonce) {
        int alive = sql.update(
                "UPDATE password_reset SET expires_at = ? WHERE user_id = ? AND nonce = ? AND expires_at IS NOT NULL",
                clock.instant().plus(config.passwordReset().life()),
                userId,
                nonce);
        String separator = config.passwordReset().url().getQuery() == null ? "?" : "&";
        return alive == 1
                ? Optional.of(config.passwordReset().url() + separator + "token=" + token(nonce))
                : Optional.empty();
    }

    /** Whose token it is, as long as it is good. */
    Optional<Long> owner(String token) {
        return sql.first(
                "SELECT user_id FROM password_reset WHERE token_hash = ? AND expires_at > ?",
                row -> row.getLong("user_id"),
                digest(token),
                clock.instant());
    }

    /** Spends a token: of any number of tries at once one succeeds. */
    boolean spend(long userId, String token) {
        return sql.update(
                        "UPDATE password_reset SET expires_at = NULL"
                                + " WHERE user_id = ? AND token_hash = ? AND expires_at > ?",
                        userId,
                        digest(token),
                        clock.instant())
                == 1;
    }

    /** No token of the user opens anything any more. */
    void forget(long userId) {
        sql.update("UPDATE password_reset SET expires_at = NULL WHERE user_id = ?", userId);
    }

    private String token(byte[] nonce) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(pepper.digest("reset", nonce));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
