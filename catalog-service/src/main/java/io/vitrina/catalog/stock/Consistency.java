package io.vitrina.catalog.stock;

import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Proves by counting that no piece is lost or sold twice: for each product, initial stock + adjustments = on sale +
 * reserved + committed, each side against the rows it was made from.
 */
@ApplicationScoped
class Consistency {

    /** One statement, so that all of it is of one moment. */
    private static final String DIFFERENCES = """
            SELECT s.product_id, s.initial, s.quantity AS on_sale,
                coalesce(c.adjusted, 0) AS adjusted, coalesce(l.held, 0) AS held, coalesce(l.sold, 0) AS sold
            FROM stock s
            LEFT JOIN (
                SELECT product_id, sum(to_value - from_value) AS adjusted
                FROM product_change WHERE field = 'quantity' GROUP BY product_id) c USING (product_id)
            LEFT JOIN (
                SELECT product_id,
                    sum(quantity) FILTER (WHERE status = 'held') AS held,
                    sum(quantity) FILTER (WHERE status = 'committed') AS sold
                FROM reservation_line JOIN reservation USING (order_id) GROUP BY product_id) l USING (product_id)
            JOIN product p ON p.id = s.product_id
            WHERE s.initial + coalesce(c.adjusted, 0) <> s.quantity + coalesce(l.held, 0) + coalesce(l.sold, 0)
               OR s.reserved <> coalesce(l.held, 0)
               OR s.committed <> coalesce(l.sold, 0)
               OR s.adjusted <> coalesce(c.adjusted, 0)
               OR p.in_stock <> (s.quantity > 0)
            ORDER BY s.product_id LIMIT 100
            """;

    private final Database database;

    Consistency(Database database) {
        this.database = database;
    }

    /**
     * @param consistent whether everything adds up
     * @param products how many products there are, deleted ones too
     * @param differences those that don't add up, at most 100
     */
    record Report(boolean consistent, long products, List<Difference> differences) {}

    /** A product that doesn't add up: what was counted. */
    record Difference(long productId, long initial, long adjusted, long onSale, long held, long sold) {}

    @Bounded
    Report check() {
        List<Difference> differences = database.list(
                DIFFERENCES,
                row -> new Difference(
                        row.getLong("product_id"),
                        row.getLong("initial"),
                        row.getLong("adjusted"),
                        row.getLong("on_sale"),
                        row.getLong("held"),
                        row.getLong("sold")));
        long products = database.first("SELECT count(*) AS products FROM stock", row -> row.getLong("products"))
                .orElseThrow();
        return new Report(differences.isEmpty(), products, differences);
    }
}
