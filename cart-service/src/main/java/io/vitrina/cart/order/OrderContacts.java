package io.vitrina.cart.order;

import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/**
 * Where mail about an order goes: the address of the buyer's own access token, kept with the order until no mail about it
 * is due. The service knows no other address, and nobody is asked for one.
 */
@ApplicationScoped
@Bounded
class OrderContacts {

    /** A late payment's refund may still want a mail for so long after the order has ended. */
    private static final Duration KEPT_AFTER_END = Duration.ofDays(2);

    static final int BATCH = 1_000;

    private final Sql sql;
    private final Clock clock;

    OrderContacts(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Some of them, at most {@link #BATCH}: a statement has few seconds. */
    int forgetSettled() {
        return sql.update(
                "DELETE FROM order_contact WHERE order_id IN"
                        + " (SELECT c.order_id FROM order_contact c JOIN orders o ON o.id = c.order_id"
                        + " WHERE o.status IN ('delivered', 'cancelled', 'refunded') AND o.updated_at < ?"
                        + " AND NOT EXISTS (SELECT FROM outbox m WHERE m.order_id = c.order_id AND m.kind = 'mail')"
                        + " LIMIT ? FOR UPDATE OF c SKIP LOCKED)",
                clock.instant().minus(KEPT_AFTER_END),
                BATCH);
    }
}
