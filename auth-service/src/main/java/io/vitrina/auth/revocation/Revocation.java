package io.vitrina.auth.revocation;

import java.time.Instant;
import java.util.UUID;

/**
 * Access tokens that must open nothing although their time isn't over.
 *
 * @param id place in the feed; a later one is greater
 * @param userId whose tokens
 * @param sessionId tokens of this session only ({@code sid}); null: all of the user's
 * @param notBefore tokens whose {@code iat} is earlier are refused; whole seconds. With a session: all of its tokens are
 * @param expiresAt when the last such token has ended by itself, and this entry may be forgotten
 */
public record Revocation(long id, long userId, UUID sessionId, Instant notBefore, Instant expiresAt) {}
