package io.vitrina.auth.token;

import java.time.Instant;
import java.util.UUID;

/**
 * What a refresh token says: everything of it follows from the session's row, so that it can be made again.
 *
 * @param counter how often the session was rotated before this token was issued
 */
public record RefreshToken(UUID sessionId, long userId, long counter, Instant issuedAt, Instant expiresAt) {}
