package io.vitrina.cart.payment;

import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Events that had their effect: the row is written in the transaction of the effect, so neither is without the other. */
@ApplicationScoped
@Bounded
class WebhookInbox {

    /** Providers repeat for three days; a month leaves room for a person's replay. */
    private static final Duration KEPT = Duration.ofDays(30);

    static final int BATCH = 1_000;

    private final Sql sql;
    private final Clock clock;

    WebhookInbox(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** An event by the name its provider gives it. */
    record Event(String provider, String dedupeKey) {}

    boolean knows(Event event) {
        return sql.first(
                        "SELECT 1 FROM webhook_inbox WHERE provider = ? AND dedupe_key = ?",
                        row -> true,
                        event.provider(),
                        event.dedupeKey())
                .isPresent();
    }

    /** False when it is there already. Waits for a transaction that is about to write it. */
    boolean remember(Event event) {
        return sql.update(
                        "INSERT INTO webhook_inbox (provider, dedupe_key, received_at) VALUES (?, ?, ?)"
                                + " ON CONFLICT DO NOTHING",
                        event.provider(),
                        event.dedupeKey(),
                        clock.instant())
                == 1;
    }

    /** Some of them, at most {@link #BATCH}: a statement has few seconds. */
    int forgetOld() {
        return sql.update(
                "DELETE FROM webhook_inbox WHERE (provider, dedupe_key) IN"
                        + " (SELECT provider, dedupe_key FROM webhook_inbox WHERE received_at < ?"
                        + " LIMIT ? FOR UPDATE SKIP LOCKED)",
                clock.instant().minus(KEPT),
                BATCH);
    }
}
