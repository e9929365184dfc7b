package io.vitrina.cart.outbox;

import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Takes messages that leave when, and only when, the transaction they belong to commits. */
@ApplicationScoped
public class Outbox {

    private final Sql sql;
    private final Clock clock;
    private final Event<OutboxFilled> filled;

    Outbox(Sql sql, Clock clock, Event<OutboxFilled> filled) {
        this.sql = sql;
        this.clock = clock;
        this.filled = filled;
    }

    @Transactional(TxType.MANDATORY)
    public void add(String kind, UUID orderId, String payload) {
        Instant now = clock.instant();
        sql.update(
                "INSERT INTO outbox (kind, order_id, payload, available_at, created_at) VALUES (?, ?, ?, ?, ?)",
                kind,
                orderId,
                payload,
                now,
                now);
        filled.fire(new OutboxFilled());
    }
}
