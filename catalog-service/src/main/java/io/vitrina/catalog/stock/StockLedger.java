package io.vitrina.catalog.stock;

import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.history.ProductHistory;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalLong;

/**
 * How much there is of each product. Whoever writes a product takes its row of stock first: one order of locks for all.
 *
 * <p>To be called within a transaction.
 */
@ApplicationScoped
public class StockLedger {

    /** More than any warehouse holds, and far from where sums overflow. */
    public static final long MAX_QUANTITY = 1_000_000_000L;

    private static final String ADJUST = """
            UPDATE stock SET quantity = quantity + ?, adjusted = adjusted + ?
            WHERE product_id = ? AND (? <= 0 OR quantity + reserved + ? <= ?)
            """;

    private static final String SHOW_OR_HIDE = """
            UPDATE product SET in_stock = stock.quantity > 0 FROM stock
            WHERE product.id = ANY (?) AND stock.product_id = product.id
              AND product.in_stock <> (stock.quantity > 0)
            """;

    private final Database database;
    private final ProductHistory history;

    StockLedger(Database database, ProductHistory history) {
        this.database = database;
        this.history = history;
    }

    /** Begins the account of a new product. */
    public void open(long productId, long quantity) {
        database.update(
                "INSERT INTO stock (product_id, initial, quantity) VALUES (?, ?, ?)", productId, quantity, quantity);
        showOrHide(List.of(productId));
    }

    /** Takes the product's row until the transaction ends; what is on sale of it, empty when there is no such product. */
    public OptionalLong lock(long productId) {
        return database
                .list(
                        "SELECT quantity FROM stock WHERE product_id = ? FOR UPDATE",
                        row -> row.getLong("quantity"),
                        productId)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /**
     * Adds to what is on sale, or takes from it; 409 when that is less than is taken, or more than may be on sale once
     * what is reserved comes back. The row is locked already.
     */
    public long adjust(long productId, long current, long delta, ProductHistory.Author author) {
        long after = current + delta;
        if (after < 0) {
            throw ProblemException.conflict("only " + current + " are on sale").with("available", current);
        }
        if (database.update(ADJUST, delta, delta, productId, delta, delta, MAX_QUANTITY) == 0) {
            throw ProblemException.conflict("the quantity, with what is reserved, would pass " + MAX_QUANTITY)
                    .with("available", current);
        }
        history.record(productId, ProductHistory.Field.QUANTITY, current, after, author);
        if (current == 0 || after == 0) {
            showOrHide(List.of(productId));
        }
        return after;
    }

    /** Makes products appear in lists, or vanish from them, as their quantity says. True when one did. */
    public boolean showOrHide(List<Long> products) {
        return database.update(SHOW_OR_HIDE, (Object) products.toArray(Long[]::new)) > 0;
    }
}
