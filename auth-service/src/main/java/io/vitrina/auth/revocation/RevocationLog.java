package io.vitrina.auth.revocation;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The list of what was revoked, in the order in which it was. */
@Bounded
@ApplicationScoped
public class RevocationLog {

    /** What clocks may differ by, and more. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final String COLUMNS = "id, user_id, session_id, not_before, expires_at";

    private final Sql sql;
    private final Event<Revocation> added;
    private final Clock clock;
    private final Duration tokenLife;

    RevocationLog(Sql sql, Event<Revocation> added, Clock clock, AuthConfig config) {
        this.sql = sql;
        this.added = added;
        this.clock = clock;
        this.tokenLife = config.sessions().accessToken();
    }

    /** Refuses the user's tokens issued before the instant; the last statement of the caller's transaction. */
    public void revokeUser(long userId, Instant notBefore) {
        add(userId, null, notBefore);
    }

    /** Refuses the session's tokens; the last statement of the caller's transaction. */
    public void revokeSession(long userId, UUID sessionId) {
        add(userId, sessionId, clock.instant());
    }

    private void add(long userId, UUID sessionId, Instant notBefore) {
        // Ids are given under a lock held until commit: whoever has read up to an id has missed nothing below it.
        sql.list("SELECT pg_advisory_xact_lock(hashtext('auth.revocation'))", row -> null);
        Instant expiresAt = clock.instant().plus(tokenLife).plus(MARGIN);
        Revocation revocation = sql.first(
                        "INSERT INTO revocation (user_id, session_id, not_before, expires_at) VALUES (?, ?, ?, ?)"
                                + " RETURNING " + COLUMNS,
                        RevocationLog::read,
                        userId,
                        sessionId,
                        notBefore,
                        expiresAt)
                .orElseThrow();
        added.fire(revocation);
    }

    /** What came after the given id, oldest first, at most so many; what has expired is left out. */
    @Transactional
    public List<Revocation> since(long id, int limit) {
        return sql.list(
                "SELECT " + COLUMNS + " FROM revocation WHERE id > ? AND expires_at > ? ORDER BY id LIMIT ?",
                RevocationLog::read,
                id,
                clock.instant(),
                limit);
    }

    private static Revocation read(ResultSet row) throws SQLException {
        return new Revocation(
                row.getLong("id"),
                row.getLong("user_id"),
                row.getObject("session_id", UUID.class),
                Sql.instant(row, "not_before"),
                Sql.instant(row, "expires_at"));
    }
}
