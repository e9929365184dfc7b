package io.vitrina.auth.totp;

import io.vitrina.auth.database.Sql;
import io.vitrina.auth.key.Pepper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The rows of second factors; secrets are sealed under the server's pepper. */
@ApplicationScoped
class TotpSecrets {

    private static final String PURPOSE = "totp";
    private static final int SECRET_BYTES = 20;

    private final Sql sql;
    private final Pepper pepper;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TotpSecrets(Sql sql, Pepper pepper, Clock clock) {
        this.sql = sql;
        this.pepper = pepper;
        this.clock = clock;
    }

    /** Makes a secret that counts for nothing yet; empty when one is switched on already. */
    Optional<byte[]> prepare(long userId) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        int prepared = sql.update(
                "INSERT INTO user_totp AS t (user_id, secret, created_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT (user_id) DO UPDATE SET secret = EXCLUDED.secret, last_step = 0,"
                        + " created_at = EXCLUDED.created_at WHERE t.confirmed_at IS NULL",
                userId,
                pepper.seal(PURPOSE + userId, secret),
                clock.instant());
        return prepared == 1 ? Optional.of(secret) : Optional.empty();
    }

    boolean isOn(long userId) {
        return sql.first("SELECT 1 FROM user_totp WHERE user_id = ? AND confirmed_at IS NOT NULL", row -> 1, userId)
                .isPresent();
    }

    boolean isPrepared(long userId) {
        return sql.first("SELECT 1 FROM user_totp WHERE user_id = ? AND confirmed_at IS NULL", row -> 1, userId)
                .isPresent();
    }

    /** Switches a prepared secret on when the code is right. */
    boolean confirm(long userId, String code) {
        OptionalLong step = matchingStep(userId, code);
        return step.isPresent()
                && sql.update(
                                "UPDATE user_totp SET confirmed_at = ?, last_step = ?"
                                        + " WHERE user_id = ? AND confirmed_at IS NULL",
                                clock.instant(),
                                step.getAsLong(),
                                userId)
                        == 1;
    }

    /** Takes a code, each only once: of many right tries at once one succeeds. */
    boolean spend(long userId, String code) {
        OptionalLong step = matchingStep(userId, code);
        return step.isPresent()
                && sql.update(
                                "UPDATE user_totp SET last_step = ?"
                                        + " WHERE user_id = ? AND confirmed_at IS NOT NULL AND last_step < ?",
                                step.getAsLong(),
                                userId,
                                step.getAsLong())
                        == 1;
    }

    boolean delete(long userId) {
        return sql.update("DELETE FROM user_totp WHERE user_id = ?", userId) == 1;
    }

    /** The step whose code this is: the present one, or a neighbour, since clocks differ. */
    private OptionalLong matchingStep(long userId, String code) {
        Optional<byte[]> secret = sql.first(
                        "SELECT secret FROM user_totp WHERE user_id = ?", row -> row.getBytes(1), userId)
                .map(bytes -> pepper.open(PURPOSE + userId, bytes));
        if (secret.isEmpty()) {
            return OptionalLong.empty();
        }
        Instant now = clock.instant();
        long present = TotpCode.step(now);
        for (long step = present - 1; step <= present + 1; step++) {
            if (equal(TotpCode.at(secret.get(), step), code)) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean equal(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
