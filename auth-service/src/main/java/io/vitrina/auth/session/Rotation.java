package io.vitrina.auth.session;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.database.Sql;
import io.vitrina.auth.token.RefreshToken;
import io.vitrina.auth.user.UserResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Spends the newest token of a living session: one conditional update that reads the user and writes the audit event
 * along, so that the call every client makes every ten minutes costs one round trip and no transaction of its own.
 */
@ApplicationScoped
class Rotation {

    private static final String SPEND = """
            WITH rotated AS (
                UPDATE session s
                SET counter = s.counter + 1, rotated_at = ?, kid = ?, user_agent = ?, ip = ?,
                    expires_at = LEAST(?, s.absolute_expires_at)
                FROM user_account u
                WHERE s.id = ? AND s.user_id = ? AND s.counter = ? AND s.ended_at IS NULL AND s.expires_at > ?
                    AND u.id = s.user_id AND NOT u.disabled
                RETURNING s.*, u.full_name, u.email, u.phone, u.image_url, u.admin, u.verified_at, u.pending_email,
                    u.tokens_valid_from, u.created_at AS user_created_at, u.updated_at AS user_updated_at, u.version),
            noted AS (
                INSERT INTO audit_event (at, kind, user_id, actor_id, session_id, network)
                SELECT rotated_at, ?, user_id, user_id, id, CAST(? AS text) FROM rotated)
            SELECT * FROM rotated""";

    private final Sql sql;
    private final AuditLog audit;

    Rotation(Sql sql, AuditLog audit) {
        this.sql = sql;
        this.audit = audit;
    }

    /**
     * Gives the session with the next counter.
     *
     * @param kid the key that signs the successor
     * @return empty when the token isn't the newest one of a living session of somebody who may sign in
     */
    Optional<Grant> spend(RefreshToken token, String kid, Device device, Instant now, Instant idleEnd) {
        Optional<Grant> grant = sql.first(
                SPEND,
                row -> new Grant(Sessions.read(row), user(row), Sql.instant(row, "tokens_valid_from"), now),
                now,
                kid,
                device.userAgent(),
                device.ip(),
                idleEnd,
                token.sessionId(),
                token.userId(),
                token.counter(),
                now,
                AuditKind.REFRESHED.code(),
                audit.network());
        grant.ifPresent(granted -> audit.noted(AuditKind.REFRESHED));
        return grant;
    }

    private static UserResponse user(ResultSet row) throws SQLException {
        return new UserResponse(
                row.getLong("user_id"),
                row.getString("full_name"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("image_url"),
                row.getBoolean("admin") ? List.of("user", "admin") : List.of("user"),
                row.getObject("verified_at") == null ? "unverified" : "verified",
                false,
                row.getString("pending_email"),
                Sql.instant(row, "user_created_at").truncatedTo(ChronoUnit.MILLIS),
                Sql.instant(row, "user_updated_at").truncatedTo(ChronoUnit.MILLIS),
                row.getLong("version"));
    }
}
