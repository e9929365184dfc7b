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

    private final Sql sql;
    private final Clock clock;

    OrderContacts(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    int forgetSettled() {
        return sql.update(
                "DELETE FROM order_contact c USING orders o WHERE o.id = c.order_id"
                        + " AND o.status IN ('delivered', 'cancelled', 'refunded') AND o.updated_at < ?"
                        + " AND NOT EXISTS (SELECT FROM outbox m WHERE m.order_id = c.order_id AND m.kind = 'mail')",
                clock.instant().minus(KEPT_AFTER_END));
    }
}
