package io.vitrina.cart.outbox;

import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The outbox's rows. Many relays take from it at once and never the same row. */
@ApplicationScoped
class OutboxRepository {

    private static final String TAKE = "UPDATE outbox SET attempts = attempts + 1, available_at = ? WHERE id IN"
            + " (SELECT id FROM outbox WHERE parked_at IS NULL AND patient = ? AND available_at <= ?"
            + " ORDER BY available_at, id LIMIT ? FOR UPDATE SKIP LOCKED)"
            + " RETURNING id, kind, order_id, payload, attempts";

    private final Sql sql;

    OutboxRepository(Sql sql) {
        this.sql = sql;
    }

    /** Of one lane, what is due now; nobody takes it again before {@code until}. */
    List<OutboxMessage> take(boolean patient, Instant now, Instant until, int most) {
        List<OutboxMessage> taken = sql.list(TAKE, OutboxRepository::message, until, patient, now, most);
        taken.sort(Comparator.comparingLong(OutboxMessage::id));
        return taken;
    }

    private static OutboxMessage message(ResultSet row) throws SQLException {
        return new OutboxMessage(
                row.getLong(1), row.getString(2), row.getObject(3, UUID.class), row.getString(4), row.getInt(5));
    }

    void delete(Collection<Long> ids) {
        sql.update("DELETE FROM outbox WHERE id = ANY(?)", (Object) ids.toArray(Long[]::new));
    }

    void untake(Collection<Long> ids, Instant now) {
        sql.update(
                "UPDATE outbox SET attempts = attempts - 1, available_at = ? WHERE id = ANY(?)",
                now,
                ids.toArray(Long[]::new));
    }

    void postpone(long id, Instant until, String error) {
        sql.update("UPDATE outbox SET available_at = ?, last_error = ? WHERE id = ?", until, error, id);
    }

    void park(long id, Instant now, String error) {
        sql.update("UPDATE outbox SET parked_at = ?, last_error = ? WHERE id = ?", now, error, id);
    }

    List<ParkedMessage> parked(int most) {
        return sql.list(
                "SELECT id, kind, order_id, attempts, created_at, parked_at, last_error FROM outbox"
                        + " WHERE parked_at IS NOT NULL ORDER BY id LIMIT ?",
                row -> new ParkedMessage(
                        row.getLong(1),
                        row.getString(2),
                        row.getObject(3, UUID.class),
                        row.getInt(4),
                        Sql.instant(row, "created_at"),
                        Sql.instant(row, "parked_at"),
                        row.getString(7)),
                most);
    }

    /** Sends a parked message on its way again, as if new; false when there is none of that id. */
    boolean unpark(long id, Instant now) {
        return sql.update(
                        "UPDATE outbox SET parked_at = NULL, attempts = 0, available_at = ?"
                                + " WHERE id = ? AND parked_at IS NOT NULL",
                        now,
                        id)
                == 1;
    }

    /** As {@link #unpark} for all of them; answers how many. */
    int unparkAll(Instant now) {
        return sql.update(
                "UPDATE outbox SET parked_at = NULL, attempts = 0, available_at = ? WHERE parked_at IS NOT NULL", now);
    }

    long count(boolean parked) {
        return sql.number("SELECT count(*) FROM outbox WHERE (parked_at IS NOT NULL) = ?", parked);
    }
}
