package io.vitrina.catalog.stock;

import io.vitrina.catalog.config.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What must hold of each product, each side counted from the rows it was made from.
 *
 * <ul>
 *   <li>{@code equation}: initial + adjusted = on sale + held + sold
 *   <li>{@code adjusted}, {@code reserved}, {@code committed}: the counter is what the history, the lines held and the
 *       lines sold add up to
 *   <li>{@code in_stock}: lists show exactly what is on sale
 * </ul>
 */
@ApplicationScoped
class StockRules {

    private static final String COUNTED = """
            WITH counted AS (
                SELECT s.product_id, s.initial, s.quantity AS on_sale, coalesce(c.adjusted, 0) AS adjusted,
                    coalesce(l.held, 0) AS held, coalesce(l.sold, 0) AS sold, s.adjusted AS adjusted_counter,
                    s.reserved, s.committed, p.in_stock
                FROM stock s
                JOIN product p ON p.id = s.product_id
                LEFT JOIN (
                    SELECT product_id, sum(to_value - from_value) AS adjusted
                    FROM product_change WHERE field = 'quantity' AND product_id > ? AND product_id <= ?
                    GROUP BY product_id) c USING (product_id)
                LEFT JOIN (
                    SELECT product_id,
                        sum(quantity) FILTER (WHERE status = 'held') AS held,
                        sum(quantity) FILTER (WHERE status = 'committed') AS sold
                    FROM reservation_line JOIN reservation USING (order_id)
                    WHERE product_id > ? AND product_id <= ?
                    GROUP BY product_id) l USING (product_id)
                WHERE s.product_id > ? AND s.product_id <= ?),
            judged AS (
                SELECT *, initial + adjusted <> on_sale + held + sold AS breaks_equation,
                    adjusted_counter <> adjusted AS breaks_adjusted, reserved <> held AS breaks_reserved,
                    committed <> sold AS breaks_committed, in_stock <> (on_sale > 0) AS breaks_in_stock
                FROM counted)
            """;

    private static final String SUMS = COUNTED + """
            SELECT count(*) AS products, coalesce(sum(held), 0) AS held, coalesce(sum(sold), 0) AS sold,
                count(*) FILTER (WHERE breaks_equation) AS equation,
                count(*) FILTER (WHERE breaks_adjusted) AS adjusted,
                count(*) FILTER (WHERE breaks_reserved) AS reserved,
                count(*) FILTER (WHERE breaks_committed) AS committed,
                count(*) FILTER (WHERE breaks_in_stock) AS in_stock
            FROM judged
            """;

    private static final String DIFFERENCES = COUNTED + """
            SELECT * FROM judged
            WHERE breaks_equation OR breaks_adjusted OR breaks_reserved OR breaks_committed OR breaks_in_stock
            ORDER BY product_id LIMIT ?
            """;

    private final Database database;

    StockRules(Database database) {
        this.database = database;
    }

    /** How many products break each rule. */
    record Broken(long equation, long adjusted, long reserved, long committed, long inStock) {

        boolean any() {
            return equation + adjusted + reserved + committed + inStock > 0;
        }

        private Broken plus(Broken other) {
            return new Broken(
                    equation + other.equation,
                    adjusted + other.adjusted,
                    reserved + other.reserved,
                    committed + other.committed,
                    inStock + other.inStock);
        }
    }

    /** Sums over some products. */
    record Piece(long products, long held, long sold, Broken broken) {

        static final Piece NOTHING = new Piece(0, 0, 0, new Broken(0, 0, 0, 0, 0));

        Piece plus(Piece other) {
            return new Piece(
                    products + other.products, held + other.held, sold + other.sold, broken.plus(other.broken));
        }
    }

    /**
     * A rule that a product breaks.
     *
     * @param counted what the rows say; of the equation what came in, of in_stock 1 when something is on sale
     * @param stored what stands in its place; of the equation what is there, of in_stock 1 when lists show the product
     */
    record Breach(String rule, long counted, long stored) {

        private boolean isOne() {
            return counted != stored;
        }
    }

    /** A product that doesn't add up: what was counted, and which rules it breaks. */
    record Difference(
            long productId, long initial, long adjusted, long onSale, long held, long sold, List<Breach> broken) {

        private static Difference read(ResultSet row) throws SQLException {
            long initial = row.getLong("initial");
            long adjusted = row.getLong("adjusted");
            long onSale = row.getLong("on_sale");
            long held = row.getLong("held");
            long sold = row.getLong("sold");
            List<Breach> broken = Stream.of(
                            new Breach("equation", initial + adjusted, onSale + held + sold),
                            new Breach("adjusted", adjusted, row.getLong("adjusted_counter")),
                            new Breach("reserved", held, row.getLong("reserved")),
                            new Breach("committed", sold, row.getLong("committed")),
                            new Breach("in_stock", onSale > 0 ? 1 : 0, row.getBoolean("in_stock") ? 1 : 0))
                    .filter(Breach::isOne)
                    .toList();
            return new Difference(row.getLong("product_id"), initial, adjusted, onSale, held, sold, broken);
        }
    }

    /** Sums over the products behind one id, up to another. */
    Piece count(long from, long to) {
        return database.first(SUMS, StockRules::readPiece, from, to, from, to, from, to)
                .orElseThrow();
    }

    /** The first of these products that break a rule. */
    List<Difference> differences(long from, long to, int most) {
        return database.list(DIFFERENCES, Difference::read, from, to, from, to, from, to, most);
    }

    private static Piece readPiece(ResultSet row) throws SQLException {
        return new Piece(
                row.getLong("products"),
                row.getLong("held"),
                row.getLong("sold"),
                new Broken(
                        row.getLong("equation"),
                        row.getLong("adjusted"),
                        row.getLong("reserved"),
                        row.getLong("committed"),
                        row.getLong("in_stock")));
    }
}
