package io.vitrina.catalog.stock;

import io.vitrina.catalog.cache.CatalogChange;
import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Sets the counters of products that don't add up to what their rows say: reserved and committed to the lines of
 * reservations, adjusted to the history, and on sale to what the equation leaves. Each correction is kept as a row.
 */
@ApplicationScoped
@Bounded
class StockRepairService {

    private static final Logger LOG = Logger.getLogger(StockRepairService.class);

    private static final String LOCK =
            "SELECT product_id FROM stock WHERE product_id = ANY (?) ORDER BY product_id FOR UPDATE";

    private static final String REPAIR = """
            WITH counted AS (
                SELECT s.product_id, s.initial,
                    coalesce((SELECT sum(to_value - from_value) FROM product_change c
                        WHERE c.product_id = s.product_id AND field = 'quantity'), 0)::bigint AS adjusted,
                    coalesce((SELECT sum(l.quantity) FROM reservation_line l JOIN reservation r USING (order_id)
                        WHERE l.product_id = s.product_id AND r.status = 'held'), 0)::bigint AS held,
                    coalesce((SELECT sum(l.quantity) FROM reservation_line l JOIN reservation r USING (order_id)
                        WHERE l.product_id = s.product_id AND r.status = 'committed'), 0)::bigint AS sold
                FROM stock s WHERE s.product_id = ANY (?)),
            before AS (SELECT * FROM stock WHERE product_id = ANY (?)),
            after AS (
                UPDATE stock SET reserved = held, committed = sold, adjusted = counted.adjusted,
                    quantity = counted.initial + counted.adjusted - held - sold
                FROM counted
                WHERE stock.product_id = counted.product_id AND counted.initial + counted.adjusted - held - sold >= 0
                RETURNING stock.*)
            INSERT INTO stock_repair (product_id, counter, from_value, to_value, repaired_by, repaired_at)
            SELECT product_id, counter, from_value, to_value, ?, now()
            FROM before JOIN after USING (product_id), LATERAL (VALUES
                ('on_sale', before.quantity, after.quantity), ('adjusted', before.adjusted, after.adjusted),
                ('reserved', before.reserved, after.reserved), ('committed', before.committed, after.committed)
            ) AS change (counter, from_value, to_value)
            WHERE from_value <> to_value ORDER BY product_id, counter
            RETURNING product_id, counter, from_value, to_value
            """;

    private final Database database;
    private final StockLedger stock;
    private final Event<CatalogChange> changes;

    StockRepairService(Database database, StockLedger stock, Event<CatalogChange> changes) {
        this.database = database;
        this.stock = stock;
        this.changes = changes;
    }

    /** A counter that was wrong. */
    record Correction(long productId, String counter, long from, long to) {}

    /**
     * What is wrong is found out again under lock: an order may have moved the stock since somebody looked.
     *
     * @param products in any order; those whose rows say that less than nothing is left stay as they are
     * @param by the client that asked for it
     */
    @Transactional
    List<Correction> repair(List<Long> products, String by) {
        Long[] ids = products.toArray(Long[]::new);
        database.list(LOCK, row -> true, (Object) ids);
        List<Correction> corrections = database.list(
                REPAIR,
                row -> new Correction(
                        row.getLong("product_id"),
                        row.getString("counter"),
                        row.getLong("from_value"),
                        row.getLong("to_value")),
                ids,
                ids,
                by);
        stock.showOrHide(products);
        changes.fire(CatalogChange.ofStock(products, true));
        corrections.forEach(correction -> LOG.warnf(
                "stock of product %d repaired for %s: %s was %d, is %d",
                correction.productId(), by, correction.counter(), correction.from(), correction.to()));
        return corrections;
    }
}
