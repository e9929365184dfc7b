package io.vitrina.cart.order;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Orders, to change them; lists are read by {@link OrderReads}. */
@ApplicationScoped
public class OrderRepository implements PanacheRepositoryBase<Order, UUID> {

    /** The order with its first event, its lines and where its mail goes: one statement, for it is written so often. */
    private static final String INSERT = "WITH placed AS (INSERT INTO orders"
            + " (id, number, user_id, status, total, currency, cart_version, created_at, updated_at, expires_at)"
            + " SELECT CAST(? AS uuid), ?, w.user_id, ?, ?, ?, CAST(? AS bigint), CAST(? AS timestamptz),"
            + " CAST(? AS timestamptz), CAST(? AS timestamptz) FROM (SELECT CAST(? AS bigint) AS user_id) w"
            + " WHERE ? > (SELECT count(*) FROM orders o WHERE o.user_id = w.user_id AND o.status = 'pending')"
            + " RETURNING id, status, created_at),"
            + " begun AS (INSERT INTO order_event (order_id, position, status, at, by_whom)"
            + " SELECT id, 0, status, created_at, ? FROM placed),"
            + " reached AS (INSERT INTO order_contact (order_id, email, created_at)"
            + " SELECT p.id, c.email, p.created_at FROM placed p, (SELECT CAST(? AS text) AS email) c"
            + " WHERE c.email IS NOT NULL)"
            + " INSERT INTO order_line (order_id, position, product_id, sku, name, price, quantity)"
            + " SELECT p.id, l.place - 1, l.product_id, l.sku, l.name, l.price, l.quantity FROM placed p,"
            + " unnest(CAST(? AS bigint[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]),"
            + " CAST(? AS bigint[])) WITH ORDINALITY AS l(product_id, sku, name, price, quantity, place)";

    private final Sql sql;

    OrderRepository(Sql sql) {
        this.sql = sql;
    }

    /**
     * False when the user has {@code mostPending} orders to pay already: then nothing is written.
     *
     * @param email where its mail goes, if anywhere
     */
    boolean insert(Order order, Optional<String> email, int mostPending) {
        OrderResponse made = order.toResponse(Optional.empty());
        List<OrderResponse.Line> lines = made.items();
        return sql.update(
                        INSERT,
                        made.id(),
                        made.number(),
                        made.status().text(),
                        made.total(),
                        made.currency(),
                        order.cartVersion(),
                        made.createdAt(),
                        made.updatedAt(),
                        made.expiresAt(),
                        made.userId(),
                        mostPending,
                        made.history().getFirst().by(),
                        email.orElse(null),
                        lines.stream().map(OrderResponse.Line::productId).toArray(Long[]::new),
                        lines.stream().map(OrderResponse.Line::sku).toArray(String[]::new),
                        lines.stream().map(OrderResponse.Line::name).toArray(String[]::new),
                        lines.stream().map(OrderResponse.Line::price).toArray(Long[]::new),
                        lines.stream().map(line -> (long) line.quantity()).toArray(Long[]::new))
                > 0;
    }

    /** The order that a payment is for, held until the transaction ends; a payment never changes its order. */
    public Optional<Order> lockOfPayment(UUID paymentId) {
        return find("id = (SELECT p.orderId FROM Payment p WHERE p.id = ?1)", paymentId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** The order, held until the transaction ends. Orders are always locked before their payments. */
    public Optional<Order> lock(UUID id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /** As {@link #lock(UUID)}, for its owner alone. */
    public Optional<Order> lockOwned(UUID id, long userId) {
        return find("id = ?1 AND userId = ?2", id, userId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    List<UUID> expired(Instant now, int most) {
        return sql.list(
                "SELECT id FROM orders WHERE status = 'pending' AND expires_at <= ?"
                        + " ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED",
                Sql::uuid,
                now,
                most);
    }
}
