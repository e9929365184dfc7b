package io.vitrina.catalog.stock;

import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.stock.Reservation.Line;
import io.vitrina.catalog.stock.Reservation.Shortfall;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Rows of reservations and what they do to the stock.
 *
 * <p>Locks are taken in one order everywhere: the reservation, then rows of stock by product id, then products. Time is
 * the database's: replicas whose clocks differ agree on what has expired.
 */
@ApplicationScoped
class ReservationRepository {

    private static final String LOCK_STOCK =
            "SELECT product_id FROM stock WHERE product_id = ANY (?) ORDER BY product_id FOR UPDATE";

    private static final String TAKE = """
            UPDATE stock SET quantity = stock.quantity - wanted.quantity, reserved = reserved + wanted.quantity
            FROM unnest(?, ?) AS wanted (product_id, quantity), product
            WHERE stock.product_id = wanted.product_id AND stock.quantity >= wanted.quantity
              AND product.id = wanted.product_id AND (NOT ? OR product.is_active AND (
                  product.category_id IS NULL OR product.category_id NOT IN (SELECT id FROM hidden_category)))
            RETURNING stock.product_id
            """;

    private static final String AVAILABILITY = """
            SELECT wanted.product_id, wanted.quantity AS requested,
                CASE WHEN p.is_active AND (p.category_id IS NULL
                    OR p.category_id NOT IN (SELECT id FROM hidden_category)) THEN s.quantity ELSE 0 END AS available
            FROM unnest(?, ?) AS wanted (product_id, quantity)
            LEFT JOIN product p ON p.id = wanted.product_id
            LEFT JOIN stock s ON s.product_id = p.id
            ORDER BY wanted.product_id
            """;

    private static final String WRITE_LINES = """
            INSERT INTO reservation_line (order_id, product_id, quantity, sku, name, image_url, price, currency)
            SELECT ?, p.id, wanted.quantity, p.sku, p.name, p.image_url, p.price, p.currency
            FROM unnest(?, ?) AS wanted (product_id, quantity) JOIN product p ON p.id = wanted.product_id
            """;

    private static final String DUE = """
            SELECT order_id FROM reservation WHERE status = 'held' AND expires_at <= now()
            ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED
            """;

    private static final String LINES = """
            SELECT product_id, sku, name, image_url, price, currency, quantity
            FROM reservation_line WHERE order_id = ? ORDER BY product_id
            """;

    private static final String SUMS = """
            SELECT product_id, sum(quantity) AS quantity FROM reservation_line
            WHERE order_id = ANY (?::uuid[]) GROUP BY product_id ORDER BY product_id
            """;

    private final Database database;

    ReservationRepository(Database database) {
        this.database = database;
    }

    /** True when the order id was free and is now ours; waits for whoever is writing the same one. */
    boolean insert(UUID orderId, ReservationStatus status, long ttlSeconds) {
        return database.update(
                        "INSERT INTO reservation (order_id, status, expires_at, created_at, updated_at)"
                                + " VALUES (?, ?, now() + make_interval(secs => ?), now(), now())"
                                + " ON CONFLICT DO NOTHING",
                        orderId,
                        status.text(),
                        (double) ttlSeconds)
                > 0;
    }

    /** Locks the reservation until the transaction ends. */
    Optional<Reservation> lock(UUID orderId) {
        return database.first(
                        "SELECT status, expires_at FROM reservation WHERE order_id = ? FOR UPDATE",
                        row -> new Held(ReservationStatus.of(row.getString(1)), Database.instant(row, "expires_at")),
                        orderId)
                .map(held -> new Reservation(
                        orderId,
                        held.status(),
                        held.expiresAt(),
                        database.list(LINES, ReservationRepository::readItem, orderId)));
    }

    void mark(Collection<UUID> orderIds, ReservationStatus status) {
        database.update(
                "UPDATE reservation SET status = ?, updated_at = now() WHERE order_id = ANY (?::uuid[])",
                status.text(),
                texts(orderIds));
    }

    void writeLines(UUID orderId, List<Line> lines) {
        database.update(WRITE_LINES, orderId, ids(lines), quantities(lines));
    }

    /** Held reservations whose time is over, locked; those that another replica works on are left to it. */
    List<UUID> lockDue(int limit) {
        return database.list(DUE, row -> row.getObject("order_id", UUID.class), limit);
    }

    /** What several reservations hold together, in product-id order. */
    List<Line> sums(Collection<UUID> orderIds) {
        return database.list(
                SUMS, row -> new Line(row.getLong("product_id"), row.getLong("quantity")), (Object) texts(orderIds));
    }

    void lockStock(List<Line> lines) {
        database.list(LOCK_STOCK, row -> true, (Object) ids(lines));
    }

    /** From on sale to reserved, where there is enough; the lines for which there was not. */
    List<Line> take(List<Line> lines, boolean onSaleOnly) {
        Set<Long> taken = new HashSet<>(
                database.list(TAKE, row -> row.getLong("product_id"), ids(lines), quantities(lines), onSaleOnly));
        return lines.stream().filter(line -> !taken.contains(line.productId())).toList();
    }

    /** What there is of each line now. */
    List<Shortfall> availability(List<Line> lines) {
        return database.list(
                AVAILABILITY,
                row -> new Shortfall(row.getLong("product_id"), row.getLong("requested"), row.getLong("available")),
                ids(lines),
                quantities(lines));
    }

    /** From reserved back to on sale. */
    void giveBack(List<Line> lines) {
        move("quantity = stock.quantity + moved.quantity, reserved = reserved - moved.quantity", lines);
    }

    /** From reserved to committed. */
    void sell(List<Line> lines) {
        move("reserved = reserved - moved.quantity, committed = committed + moved.quantity", lines);
    }

    /** From committed back to on sale. */
    void takeBack(List<Line> lines) {
        move("quantity = stock.quantity + moved.quantity, committed = committed - moved.quantity", lines);
    }

    private void move(String change, List<Line> lines) {
        database.update(
                "UPDATE stock SET " + change + " FROM unnest(?, ?) AS moved (product_id, quantity)"
                        + " WHERE stock.product_id = moved.product_id",
                ids(lines),
                quantities(lines));
    }

    private record Held(ReservationStatus status, Instant expiresAt) {}

    private static Reservation.Item readItem(ResultSet row) throws SQLException {
        return new Reservation.Item(
                row.getLong("product_id"),
                row.getString("sku"),
                row.getString("name"),
                row.getString("image_url"),
                row.getLong("price"),
                row.getString("currency"),
                row.getLong("quantity"));
    }

    private static Long[] ids(List<Line> lines) {
        return lines.stream().map(Line::productId).toArray(Long[]::new);
    }

    private static Long[] quantities(List<Line> lines) {
        return lines.stream().map(Line::quantity).toArray(Long[]::new);
    }

    private static String[] texts(Collection<UUID> orderIds) {
        return orderIds.stream().map(UUID::toString).toArray(String[]::new);
    }
}
