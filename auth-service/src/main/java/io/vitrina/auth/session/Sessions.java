package io.vitrina.auth.session;

import io.vitrina.auth.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of sessions. */
@ApplicationScoped
class Sessions {

    private final Sql sql;

    Sessions(Sql sql) {
        this.sql = sql;
    }

    void insert(Session session, Instant absoluteExpiresAt) {
        sql.update(
                "INSERT INTO session (id, user_id, counter, kid, second_factor, user_agent, ip, created_at, rotated_at,"
                        + " expires_at, absolute_expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                session.id(),
                session.userId(),
                session.counter(),
                session.kid(),
                session.secondFactor(),
                session.device().userAgent(),
                session.device().ip(),
                session.createdAt(),
                session.rotatedAt(),
                session.expiresAt(),
                absoluteExpiresAt);
    }

    /** Locks the row until the transaction ends. */
    Optional<Session> lock(UUID id, long userId) {
        return sql.first("SELECT * FROM session WHERE id = ? AND user_id = ? FOR UPDATE", Sessions::read, id, userId);
    }

    /** False when it had ended before, or is nobody's, or somebody else's. */
    boolean end(UUID id, long userId, EndReason reason, Instant now) {
        return sql.update(
                        "UPDATE session SET ended_at = ?, end_reason = ?"
                                + " WHERE id = ? AND user_id = ? AND ended_at IS NULL",
                        now,
                        reason.code(),
                        id,
                        userId)
                == 1;
    }

    /** Ends all of a user's sessions but one; gives the ids of those that were alive. */
    List<UUID> endAll(long userId, UUID keep, EndReason reason, Instant now) {
        return sql.list(
                "UPDATE session SET ended_at = ?, end_reason = ?"
                        + " WHERE user_id = ? AND ended_at IS NULL AND id IS DISTINCT FROM CAST(? AS uuid) RETURNING id",
                row -> row.getObject("id", UUID.class),
                now,
                reason.code(),
                userId,
                keep);
    }

    /** Ends those unused for longest beyond so many; gives their ids. */
    List<UUID> endBeyond(long userId, int most, Instant now) {
        return sql.list(
                "UPDATE session SET ended_at = ?, end_reason = ? WHERE id IN ("
                        + "SELECT id FROM session WHERE user_id = ? AND ended_at IS NULL AND expires_at > ?"
                        + " ORDER BY rotated_at DESC, id DESC OFFSET ?) RETURNING id",
                row -> row.getObject("id", UUID.class),
                now,
                EndReason.TOO_MANY.code(),
                userId,
                now,
                most);
    }

    List<Session> alive(long userId, Instant now) {
        return sql.list(
                "SELECT * FROM session WHERE user_id = ? AND ended_at IS NULL AND expires_at > ?"
                        + " ORDER BY rotated_at DESC, id DESC",
                Sessions::read,
                userId,
                now);
    }

    /** A second factor was shown within this session. */
    void markSecondFactor(UUID id, long userId) {
        sql.update("UPDATE session SET second_factor = true WHERE id = ? AND user_id = ?", id, userId);
    }

    /** A session from a row with its columns. */
    static Session read(ResultSet row) throws SQLException {
        return new Session(
                row.getObject("id", UUID.class),
                row.getLong("user_id"),
                row.getLong("counter"),
                row.getString("kid"),
                row.getBoolean("second_factor"),
                new Device(row.getString("user_agent"), row.getString("ip")),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "rotated_at"),
                Sql.instant(row, "expires_at"),
                Sql.instant(row, "ended_at"));
    }
}
