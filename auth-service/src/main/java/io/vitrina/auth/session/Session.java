package io.vitrina.auth.session;

import io.vitrina.auth.token.RefreshToken;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A session as its row has it: a family of refresh tokens, of which the one with this counter is good.
 *
 * @param kid the key that signed the newest refresh token
 */
record Session(
        UUID id,
        long userId,
        long counter,
        String kid,
        boolean secondFactor,
        Device device,
        Instant createdAt,
        Instant rotatedAt,
        Instant expiresAt,
        Instant endedAt) {

    /** Whether it can still be refreshed. */
    boolean isAlive(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }

    /** Whether the token is the one just before the newest, shown again so soon that its answer may have been lost. */
    boolean forgives(RefreshToken token, Instant now, Duration grace) {
        return token.counter() + 1 == counter && now.isBefore(rotatedAt.plus(grace));
    }

    /** The newest refresh token: made again from the same row it is the same. */
    RefreshToken token() {
        return new RefreshToken(id, userId, counter, rotatedAt, expiresAt);
    }
}
