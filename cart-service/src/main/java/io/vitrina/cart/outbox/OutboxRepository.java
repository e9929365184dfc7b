package io.vitrina.cart.outbox;

import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The outbox's rows. Many relays take from it at once and never the same row. */
@ApplicationScoped
class OutboxRepository {

    static final String TAKE = "UPDATE outbox SET attempts = attempts + 1, available_at = ? WHERE id IN"
            + " (SELECT id FROM outbox WHERE parked_at IS NULL"
            // The index is of this expression, word by word.
            + " AND COALESCE(lane, CASE WHEN patient THEN 'provider' ELSE 'prompt' END) = ? AND available_at <= ?"
            + " ORDER BY available_at, id LIMIT ? FOR UPDATE SKIP LOCKED)"
            + " RETURNING id, kind, order_id, payload, attempts";

    /** The longer the receiver has been away, the longer the wait: it doubles. */
    private static final String AWAY = "UPDATE outbox SET attempts = attempts - 1, last_error = ?,"
            + " away_since = COALESCE(away_since, n.now),"
            + " available_at = n.now + LEAST(GREATEST(n.now - COALESCE(away_since, n.now), make_interval(secs => ?)),"
            + " make_interval(secs => ?)),"
            + " parked_at = CASE WHEN away_since <= n.now - make_interval(secs => ?) THEN n.now END"
            + " FROM (SELECT CAST(? AS timestamptz) AS now) n WHERE id = ? RETURNING parked_at IS NOT NULL";

    private final Sql sql;

    OutboxRepository(Sql sql) {
        this.sql = sql;
    }

    /** Of one lane, what is due now; nobody takes it again before {@code until}. */
    List<OutboxMessage> take(OutboxLane lane, Instant now, Instant until, int most) {
        List<OutboxMessage> taken = sql.list(TAKE, OutboxRepository::message, until, lane.text(), now, most);
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
        sql.update(
                "UPDATE outbox SET available_at = ?, last_error = ?, away_since = NULL WHERE id = ?", until, error, id);
    }

    /** Waits for a receiver that is away, the attempt uncounted; true when it was away for too long, and this is parked. */
    boolean await(long id, Instant now, String error, Waits waits) {
        return sql.first(
                        AWAY,
                        row -> row.getBoolean(1),
                        error,
                        seconds(waits.first()),
                        seconds(waits.longest()),
                        seconds(waits.most()),
                        now,
                        id)
                .orElse(false);
    }

    /**
     * How long to wait for a receiver that is away.
     *
     * @param most altogether
     */
    record Waits(Duration first, Duration longest, Duration most) {}

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
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
                        "UPDATE outbox SET parked_at = NULL, attempts = 0, away_since = NULL, available_at = ?"
                                + " WHERE id = ? AND parked_at IS NOT NULL",
                        now,
                        id)
                == 1;
    }

    /** As {@link #unpark} for all of them; answers how many. */
    int unparkAll(Instant now) {
        return sql.update(
                "UPDATE outbox SET parked_at = NULL, attempts = 0, away_since = NULL, available_at = ?"
                        + " WHERE parked_at IS NOT NULL",
                now);
    }

    long count(boolean parked) {
        return sql.number("SELECT count(*) FROM outbox WHERE (parked_at IS NOT NULL) = ?", parked);
    }
}
