package io.vitrina.auth.mail;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Letters that wait to be sent. Whoever wants one puts it here in its own transaction: no letter is lost, none is sent
 * for what was rolled back, and no answer waits for a mail server.
 */
@ApplicationScoped
public class Outbox {

    /** Longer than any try takes: a letter whose relay died is taken over after this. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final String COLUMNS = "id, kind, user_id, recipient, language, nonce, created_at";

    private final Sql sql;
    private final AuthConfig.Mail config;
    private final Clock clock;

    Outbox(Sql sql, AuthConfig config, Clock clock) {
        this.sql = sql;
        this.config = config.mail();
        this.clock = clock;
    }

    /** Adds a letter to the caller's transaction. */
    public void add(MailKind kind, Long userId, String recipient, String language, byte[] nonce) {
        Instant now = clock.instant();
        sql.update(
                "INSERT INTO mail_outbox (kind, user_id, recipient, language, nonce, created_at, next_attempt_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                kind.code(),
                userId,
                recipient,
                language,
                nonce,
                now,
                now);
    }

    /** Takes letters that are due; nobody else gets them until the lease ends. */
    @Transactional
    List<OutboxMail> take(int count) {
        Instant now = clock.instant();
        return sql.list(
                "UPDATE mail_outbox SET attempts = attempts + 1, next_attempt_at = ? WHERE id IN ("
                        + "SELECT id FROM mail_outbox WHERE sent_at IS NULL AND failed_at IS NULL"
                        + " AND next_attempt_at <= ? ORDER BY next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED)"
                        + " RETURNING " + COLUMNS,
                Outbox::read,
                now.plus(LEASE),
                now,
                count);
    }

    /** Nothing more to do: sent, or found to need no sending. The address isn't kept. */
    @Transactional
    void done(OutboxMail mail) {
        sql.update(
                "UPDATE mail_outbox SET sent_at = ?, recipient = '', nonce = NULL WHERE id = ?",
                clock.instant(),
                mail.id());
    }

    /** Tries again later, each time a little later; after a day gives up. */
    @Transactional
    void failed(OutboxMail mail) {
        Instant now = clock.instant();
        if (mail.createdAt().plus(config.retryFor()).isBefore(now)) {
            sql.update("UPDATE mail_outbox SET failed_at = ? WHERE id = ?", now, mail.id());
            return;
        }
        sql.update(
                "UPDATE mail_outbox SET next_attempt_at = ?::timestamptz"
                        + " + LEAST(?, ? * power(2, LEAST(attempts - 1, 20))) * (0.8 + 0.4 * random()) * interval '1 second'"
                        + " WHERE id = ?",
                now,
                (double) config.longestBackoff().toSeconds(),
                (double) FIRST_BACKOFF.toSeconds(),
                mail.id());
    }

    /** Letters that wait, for the metric. */
    @Transactional
    long waiting() {
        return sql.first(
                        "SELECT count(*) FROM mail_outbox WHERE sent_at IS NULL AND failed_at IS NULL",
                        row -> row.getLong(1))
                .orElseThrow();
    }

    private static OutboxMail read(ResultSet row) throws SQLException {
        return new OutboxMail(
                row.getLong("id"),
                MailKind.of(row.getString("kind")),
                row.getObject("user_id", Long.class),
                row.getString("recipient"),
                row.getString("language"),
                row.getBytes("nonce"),
                Sql.instant(row, "created_at"));
    }
}
