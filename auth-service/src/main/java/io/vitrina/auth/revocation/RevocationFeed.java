package io.vitrina.auth.revocation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A piece of the feed.
 *
 * @param next the next call's {@code since}
 * @param more whether there is more to read at once
 */
public record RevocationFeed(List<Item> items, long next, boolean more) {

    /** An entry; a token is refused by its {@code sid}, or by its {@code sub} and {@code iat}. */
    public record Item(long id, long userId, UUID sessionId, Instant notBefore, Instant expiresAt) {

        static Item from(Revocation revocation) {
            return new Item(
                    revocation.id(),
                    revocation.userId(),
                    revocation.sessionId(),
                    revocation.notBefore(),
                    revocation.expiresAt());
        }
    }

    static RevocationFeed of(List<Revocation> found, long since, int limit) {
        List<Revocation> kept = found.subList(0, Math.min(limit, found.size()));
        return new RevocationFeed(
                kept.stream().map(Item::from).toList(),
                kept.isEmpty() ? since : kept.getLast().id(),
                found.size() > limit);
    }
}
