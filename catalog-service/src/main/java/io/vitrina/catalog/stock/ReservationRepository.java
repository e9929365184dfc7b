package io.vitrina.catalog.stock;

import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.stock.Reservation.Line;
import io.vitrina.catalog.stock.Reservation.Shortfall;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Rows of reservations and what they do to the stock.
 *
 * <p>Locks are taken in one order everywhere: the reservation, then rows of stock by product id, then products. Time is
 * the database's: replicas whose clocks differ agree on what has expired.
 */
@ApplicationScoped
class ReservationRepository {

    private static final String INSERT = """
            INSERT INTO reservation (order_id, status, expires_at, created_at, updated_at)
            VALUES (?, ?, now() + make_interval(secs => ?), now(), now())
            ON CONFLICT DO NOTHING RETURNING expires_at
            """;

    /** Locks rows in product-id order, whatever order the update that follows finds them in. */
    private static final String LOCK_STOCK = """
            WITH locked AS MATERIALIZED
                (SELECT product_id FROM stock WHERE product_id = ANY (?) ORDER BY product_id FOR UPDATE)
            """;

    private static final String TAKE = LOCK_STOCK + """
            UPDATE stock SET quantity = stock.quantity - wanted.quantity, reserved = reserved + wanted.quantity
            FROM locked, unnest(?, ?) AS wanted (product_id, quantity)
            WHERE stock.product_id = locked.product_id AND wanted.product_id = locked.product_id
              AND stock.quantity >= wanted.quantity
            RETURNING stock.product_id, stock.quantity = 0 AS sold_out
            """;

    private static final String AVAILABILITY = """
            SELECT wanted.product_id, wanted.quantity AS requested, coalesce(shown, false) AS on_sale,
                CASE WHEN NOT ? OR shown THEN coalesce(s.quantity, 0) ELSE 0 END AS available
            FROM unnest(?, ?) AS wanted (product_id, quantity)
            LEFT JOIN product p ON p.id = wanted.product_id
            LEFT JOIN stock s ON s.product_id = p.id
            CROSS JOIN LATERAL (SELECT p.is_active AND p.deleted_at IS NULL AND (p.category_id IS NULL
                OR p.category_id NOT IN (SELECT id FROM hidden_category)) AS shown) sale
            ORDER BY wanted.product_id
            """;

    private static final String DUE = """
            SELECT order_id FROM reservation
            WHERE status = 'held' AND expires_at <= now() AND order_id <> ALL (?::uuid[])
            ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED
            """;

    /** Its lines never change, so only the reservation itself needs a lock. */
    private static final String CURRENT = """
            SELECT r.status, r.expires_at, l.product_id, l.sku, l.name, l.image_url, l.price, l.currency, l.quantity
            FROM reservation r LEFT JOIN reservation_line l ON l.order_id = r.order_id
            WHERE r.order_id = ? ORDER BY l.product_id FOR UPDATE OF r
            """;

    private static final String SUMS = """
            SELECT product_id, sum(quantity) AS quantity FROM reservation_line
            WHERE order_id = ANY (?::uuid[]) GROUP BY product_id ORDER BY product_id
            """;

    private final Database database;

    ReservationRepository(Database database) {
        this.database = database;
    }

    /** When it expires, if the order id was free and is now ours; waits for whoever is writing the same one. */
    Optional<Instant> insert(UUID orderId, ReservationStatus status, long ttlSeconds) {
        return database.first(
                INSERT, row -> Database.instant(row, "expires_at"), orderId, status.text(), (double) ttlSeconds);
    }

    /** Locks the reservation until the transaction ends. */
    Optional<Reservation> lock(UUID orderId) {
        List<Held> rows = database.list(CURRENT, ReservationRepository::readHeld, orderId);
        return rows.stream()
                .findFirst()
                .map(held -> new Reservation(
                        orderId,
                        held.status(),
                        held.expiresAt(),
                        rows.stream().map(Held::item).filter(Objects::nonNull).toList()));
    }

    void mark(Collection<UUID> orderIds, ReservationStatus status) {
        database.update(
                "UPDATE reservation SET status = ?, updated_at = now() WHERE order_id = ANY (?::uuid[])",
                status.text(),
                texts(orderIds));
    }

    /**
     * Held reservations whose time is over, locked; those that another replica works on are left to it.
     *
     * @param except these stay where they are
     */
    List<UUID> lockDue(int limit, Collection<UUID> except) {
        return database.list(DUE, row -> row.getObject("order_id", UUID.class), texts(except), limit);
    }

    /** What several reservations hold together, in product-id order. */
    List<Line> sums(Collection<UUID> orderIds) {
        return database.list(
                SUMS, row -> new Line(row.getLong("product_id"), row.getLong("quantity")), (Object) texts(orderIds));
    }

    /**
     * What could be had.
     *
     * @param missing lines for which there was not enough
     * @param soldOut whether nothing is left of one of the products
     */
    record Taken(List<Line> missing, boolean soldOut) {}

    /** From on sale to reserved, where there is enough, whether or not shoppers see it. */
    Taken take(List<Line> lines) {
        Map<Long, Boolean> taken = new HashMap<>();
        database.list(
                TAKE,
                row -> taken.put(row.getLong("product_id"), row.getBoolean("sold_out")),
                ids(lines),
                ids(lines),
                quantities(lines));
        return new Taken(
                lines.stream()
                        .filter(line -> !taken.containsKey(line.productId()))
                        .toList(),
                taken.containsValue(true));
    }

    /** What there is of each line now; nothing of hidden products when only those on sale count. */
    List<Shortfall> availability(List<Line> lines, boolean onSaleOnly) {
        return database.list(
                AVAILABILITY,
                row -> new Shortfall(
                        row.getLong("product_id"),
                        row.getLong("requested"),
                        row.getLong("available"),
                        row.getBoolean("on_sale")),
                onSaleOnly,
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
                LOCK_STOCK + "UPDATE stock SET " + change + " FROM locked, unnest(?, ?) AS moved (product_id, quantity)"
                        + " WHERE stock.product_id = locked.product_id AND moved.product_id = locked.product_id",
                ids(lines),
                ids(lines),
                quantities(lines));
    }

    /** @param item null when it has none */
    private record Held(ReservationStatus status, Instant expiresAt, Reservation.Item item) {}

    private static Held readHeld(ResultSet row) throws SQLException {
        return new Held(
                ReservationStatus.of(row.getString("status")),
                Database.instant(row, "expires_at"),
                row.getObject("product_id") == null ? null : readItem(row));
    }

    static Reservation.Item readItem(ResultSet row) throws SQLException {
        return new Reservation.Item(
                row.getLong("product_id"),
                row.getString("sku"),
                row.getString("name"),
                row.getString("image_url"),
                row.getLong("price"),
                row.getString("currency"),
                row.getLong("quantity"));
    }

    static Long[] ids(List<Line> lines) {
        return lines.stream().map(Line::productId).toArray(Long[]::new);
    }

    static Long[] quantities(List<Line> lines) {
        return lines.stream().map(Line::quantity).toArray(Long[]::new);
    }

    private static String[] texts(Collection<UUID> orderIds) {
        return orderIds.stream().map(UUID::toString).toArray(String[]::new);
    }
}
