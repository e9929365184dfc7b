package io.vitrina.cart.order;

import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Where mail about an order goes: the address of the buyer's own access token, kept with the order until no mail about it
 * is due. The service knows no other address, and nobody is asked for one.
 */
@ApplicationScoped
@Bounded
public class OrderContacts {

    /** A late payment's refund may still want a mail for so long after the order has ended. */
    private static final Duration KEPT_AFTER_END = Duration.ofDays(2);

    private final Sql sql;
    private final Clock clock;

    OrderContacts(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Transactional
    public void keep(UUID orderId, String email) {
        sql.update(
                "INSERT INTO order_contact (order_id, email, created_at) VALUES (?, ?, ?)",
                orderId,
                email,
                clock.instant());
    }

    @Transactional
    public Optional<String> find(UUID orderId) {
        return sql.first("SELECT email FROM order_contact WHERE order_id = ?", row -> row.getString(1), orderId);
    }

    @Transactional
    int forgetSettled() {
        return sql.update(
                "DELETE FROM order_contact c USING orders o WHERE o.id = c.order_id"
                        + " AND o.status IN ('delivered', 'cancelled', 'refunded') AND o.updated_at < ?"
                        + " AND NOT EXISTS (SELECT FROM outbox m WHERE m.order_id = c.order_id AND m.kind = 'mail')",
                clock.instant().minus(KEPT_AFTER_END));
    }
}
