package io.vitrina.cart.checkout;

import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Order ids under which stock may be held without an order. Each either becomes an order or is given back. */
@ApplicationScoped
class CheckoutIntents {

    private final Sql sql;

    CheckoutIntents(Sql sql) {
        this.sql = sql;
    }

    /** False when the user has {@code mostPending} orders to pay already: then nothing is written. */
    boolean open(UUID orderId, Instant at, long userId, int mostPending) {
        return sql.update(
                        "INSERT INTO checkout_intent (order_id, created_at)"
                                + " SELECT CAST(? AS uuid), CAST(? AS timestamptz) WHERE ?"
                                + " > (SELECT count(*) FROM orders WHERE user_id = ? AND status = 'pending')",
                        orderId,
                        at,
                        mostPending,
                        userId)
                == 1;
    }

    /** False when it was given up meanwhile. */
    boolean close(UUID orderId) {
        return sql.update("DELETE FROM checkout_intent WHERE order_id = ?", orderId) == 1;
    }

    /**
     * As {@link #close}, and holds the user's cart until the transaction ends, so that two checkouts of one user can't both
     * count the last order that may be pending. The cart is held in either case.
     */
    boolean closeHoldingCart(UUID orderId, long userId, Instant at) {
        return sql.number(
                        "WITH closed AS (DELETE FROM checkout_intent WHERE order_id = ? RETURNING order_id),"
                                + " held AS (INSERT INTO cart (user_id, version, updated_at) VALUES (?, 0, ?)"
                                + " ON CONFLICT (user_id) DO UPDATE SET user_id = cart.user_id)"
                                + " SELECT count(*) FROM closed",
                        orderId,
                        userId,
                        at)
                == 1;
    }

    List<UUID> closeOlderThan(Instant limit, int most) {
        return sql.list(
                "DELETE FROM checkout_intent WHERE order_id IN"
                        + " (SELECT order_id FROM checkout_intent WHERE created_at < ?"
                        + " ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING order_id",
                Sql::uuid,
                limit,
                most);
    }
}
