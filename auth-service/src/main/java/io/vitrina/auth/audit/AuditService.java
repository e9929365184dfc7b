package io.vitrina.auth.audit;

import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.database.Sql;
import io.vitrina.kit.page.Cursor;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Reads the log. */
@Bounded
@ApplicationScoped
public class AuditService {

    private final Sql sql;

    AuditService(Sql sql) {
        this.sql = sql;
    }

    /** What was decided about a user, newest first; also of one who is gone. 404 when there never was one. */
    @Transactional
    Page<AuditResponse> list(long userId, PageRequest page) {
        long total = sql.first("SELECT count(*) FROM audit_event WHERE user_id = ?", row -> row.getLong(1), userId)
                .orElseThrow();
        if (total == 0 && !exists(userId)) {
            throw ProblemException.notFound("user");
        }
        String binding = "audit|" + userId;
        long before =
                page.byCursor() ? id(Cursor.decode(page.cursor(), binding, 1).getFirst()) : Long.MAX_VALUE;
        List<AuditResponse> found = sql.list(
                "SELECT id, at, kind, actor_id, session_id, network FROM audit_event WHERE user_id = ? AND id < ?"
                        + " ORDER BY id DESC LIMIT ? OFFSET ?",
                AuditService::read,
                userId,
                before,
                page.size() + 1,
                page.byCursor() ? 0L : page.offset());
        List<AuditResponse> items = found.subList(0, Math.min(page.size(), found.size()));
        String next = found.size() > page.size()
                ? Cursor.encode(binding, List.of(String.valueOf(items.getLast().id())))
                : null;
        return page.byCursor()
                ? Page.continued(items, page.size(), next)
                : Page.numbered(items, page.page(), page.size(), total, next);
    }

    private boolean exists(long userId) {
        return sql.first("SELECT 1 FROM user_account WHERE id = ?", row -> 1, userId)
                .isPresent();
    }

    private static long id(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest("cursor", "is not one of ours");
        }
    }

    private static AuditResponse read(ResultSet row) throws SQLException {
        return new AuditResponse(
                row.getLong("id"),
                Sql.instant(row, "at").truncatedTo(ChronoUnit.MILLIS),
                row.getString("kind"),
                row.getObject("actor_id", Long.class),
                row.getObject("session_id", UUID.class),
                row.getString("network"));
    }
}
