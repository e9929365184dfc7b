package io.vitrina.catalog.stock;

import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.stock.Reservation.Line;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The two commands that every order needs, each as one statement: one round trip, and one plan that is kept.
 *
 * <p>Locks are taken in the same order as in {@link ReservationRepository}: the reservation, then rows of stock by product
 * id. A row that somebody changed since the statement began is looked at again, as it is now, before it is changed.
 *
 * <p>Arrays come as sub-selects, so that the planner sees none of their values: it then keeps one plan for all calls.
 */
@ApplicationScoped
class ReservationWrites {

    private static final String HOLD = """
            WITH wanted AS MATERIALIZED (
                SELECT w.product_id, w.quantity
                FROM unnest((SELECT CAST(? AS bigint[])), (SELECT CAST(? AS bigint[]))) AS w (product_id, quantity)),
            made AS (
                INSERT INTO reservation (order_id, status, expires_at, created_at, updated_at)
                VALUES (?, 'held', now() + make_interval(secs => ?), now(), now())
                ON CONFLICT DO NOTHING RETURNING order_id, expires_at),
            -- A look without locks: a crowd in front of an empty shelf need not queue up to hear that it is empty.
            on_sale AS MATERIALIZED (
                SELECT w.product_id, w.quantity, p.sku, p.name, p.image_url, p.price, p.currency
                FROM wanted w JOIN product p ON p.id = w.product_id JOIN stock s ON s.product_id = w.product_id
                WHERE s.quantity >= w.quantity AND p.is_active AND p.deleted_at IS NULL AND (
                    p.category_id IS NULL OR p.category_id NOT IN (SELECT id FROM hidden_category))),
            locked AS MATERIALIZED (
                SELECT s.product_id FROM made, on_sale o JOIN stock s ON s.product_id = o.product_id
                WHERE (SELECT count(*) FROM on_sale) = (SELECT count(*) FROM wanted)
                ORDER BY s.product_id FOR UPDATE OF s),
            taken AS (
                UPDATE stock SET quantity = stock.quantity - o.quantity, reserved = reserved + o.quantity
                FROM locked JOIN on_sale o ON o.product_id = locked.product_id
                WHERE stock.product_id = locked.product_id AND stock.quantity >= o.quantity
                RETURNING stock.product_id, stock.quantity = 0 AS sold_out),
            written AS (
                INSERT INTO reservation_line (order_id, product_id, quantity, sku, name, image_url, price, currency)
                SELECT made.order_id, o.product_id, o.quantity, o.sku, o.name, o.image_url, o.price, o.currency
                FROM made, taken JOIN on_sale o ON o.product_id = taken.product_id)
            SELECT made.expires_at, taken.sold_out, o.product_id, o.sku, o.name, o.image_url, o.price, o.currency,
                o.quantity
            FROM made LEFT JOIN (taken JOIN on_sale o ON o.product_id = taken.product_id) ON true
            ORDER BY o.product_id
            """;

    private static final String SELL = """
            WITH sold AS (
                UPDATE reservation SET status = 'committed', updated_at = now()
                WHERE order_id = ? AND status = 'held' RETURNING order_id, expires_at),
            line AS MATERIALIZED (
                SELECT l.* FROM sold JOIN reservation_line l ON l.order_id = sold.order_id),
            locked AS MATERIALIZED (
                SELECT s.product_id FROM line JOIN stock s ON s.product_id = line.product_id
                ORDER BY s.product_id FOR UPDATE OF s),
            moved AS (
                UPDATE stock SET reserved = reserved - line.quantity, committed = committed + line.quantity
                FROM locked JOIN line ON line.product_id = locked.product_id
                WHERE stock.product_id = locked.product_id)
            SELECT sold.expires_at, line.product_id, line.sku, line.name, line.image_url, line.price, line.currency,
                line.quantity
            FROM sold LEFT JOIN line ON true ORDER BY line.product_id
            """;

    private final Database database;

    ReservationWrites(Database database) {
        this.database = database;
    }

    /**
     * What came of an attempt to hold.
     *
     * @param reservation with as many items as could be had; fewer than wanted must not be committed
     * @param soldOut whether nothing is left of one of the products
     */
    record Attempt(Reservation reservation, boolean soldOut) {}

    /**
     * Takes from on sale what is wanted, of products that shoppers see.
     *
     * @param lines one for each product, in product-id order
     * @return empty when there is a reservation of this id already: then nothing was written
     */
    Optional<Attempt> hold(UUID orderId, List<Line> lines, long ttlSeconds) {
        List<HeldRow> rows = database.list(
                HOLD,
                row -> new HeldRow(Database.instant(row, "expires_at"), row.getBoolean("sold_out"), item(row)),
                ReservationRepository.ids(lines),
                ReservationRepository.quantities(lines),
                orderId,
                (double) ttlSeconds);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<Reservation.Item> items =
                rows.stream().map(HeldRow::item).filter(Objects::nonNull).toList();
        Reservation reservation =
                new Reservation(orderId, ReservationStatus.HELD, rows.getFirst().expiresAt(), items);
        return Optional.of(new Attempt(reservation, rows.stream().anyMatch(HeldRow::soldOut)));
    }

    /** From held to committed; empty when the reservation isn't held, and then nothing was written. */
    Optional<Reservation> sell(UUID orderId) {
        List<HeldRow> rows =
                database.list(SELL, row -> new HeldRow(Database.instant(row, "expires_at"), false, item(row)), orderId);
        return rows.stream()
                .findFirst()
                .map(first -> new Reservation(
                        orderId,
                        ReservationStatus.COMMITTED,
                        first.expiresAt(),
                        rows.stream()
                                .map(HeldRow::item)
                                .filter(Objects::nonNull)
                                .toList()));
    }

    /** @param item null when there is none */
    private record HeldRow(Instant expiresAt, boolean soldOut, Reservation.Item item) {}

    private static Reservation.Item item(ResultSet row) throws SQLException {
        return row.getObject("product_id") == null ? null : ReservationRepository.readItem(row);
    }
}
