package io.vitrina.kit.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Access tokens that are refused before they end by themselves: of ended sessions, and of users whose rights changed.
 *
 * <p>In memory and bounded: an entry is worth keeping only as long as a token it refuses could live. Past the bound new
 * entries are dropped, and the tokens they name live to their end: late, never an outage.
 */
@ApplicationScoped
public class Revocations {

    static final int MAX_ENTRIES = 200_000;

    private final Map<String, Instant> sessions = new ConcurrentHashMap<>();
    private final Map<Long, UserTokens> users = new ConcurrentHashMap<>();
    private final Clock clock;

    private record UserTokens(Instant notBefore, Instant until) {}

    public Revocations() {
        this(Clock.systemUTC());
    }

    Revocations(Clock clock) {
        this.clock = clock;
    }

    /** Refuses all tokens of a session; {@code until} is when the last of them ends by itself. */
    public void endSession(String sessionId, Instant until) {
        if (hasRoom()) {
            sessions.put(sessionId, until);
        }
    }

    /** Refuses all tokens of a user that were issued before an instant, whole seconds as in {@code iat}. */
    public void endTokensOf(long userId, Instant notBefore, Instant until) {
        if (hasRoom()) {
            users.merge(
                    userId,
                    new UserTokens(notBefore, until),
                    (old, added) -> old.notBefore().isAfter(added.notBefore()) ? old : added);
        }
    }

    /** Whether a token with these claims is refused; {@code issuedAt} in seconds since 1970. */
    public boolean refuses(long userId, String sessionId, long issuedAt) {
        if (sessionId != null && sessions.containsKey(sessionId)) {
            return true;
        }
        UserTokens tokens = users.get(userId);
        return tokens != null && issuedAt < tokens.notBefore().getEpochSecond();
    }

    /** Drops what no living token can meet any more. */
    public void sweep() {
        Instant now = clock.instant();
        sessions.values().removeIf(now::isAfter);
        users.values().removeIf(tokens -> now.isAfter(tokens.until()));
    }

    int size() {
        return sessions.size() + users.size();
    }

    private boolean hasRoom() {
        return size() < MAX_ENTRIES;
    }
}
