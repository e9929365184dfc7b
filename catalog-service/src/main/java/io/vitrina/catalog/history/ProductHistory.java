package io.vitrina.catalog.history;

import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.Database;
import io.vitrina.kit.page.Cursor;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Remembers who changed a price or a stock, when, from what to what; written in the transaction of the change. */
@ApplicationScoped
public class ProductHistory {

    private static final String RECORD = """
            INSERT INTO product_change (product_id, field, from_value, to_value, reason, changed_by, changed_at)
            SELECT change.product_id, ?, change.from_value, change.to_value, ?::text, ?::bigint, ?
            FROM unnest(?, ?, ?) AS change (product_id, from_value, to_value)
            WHERE change.from_value <> change.to_value
            """;

    private static final String PAGE = """
            SELECT id, field, from_value, to_value, reason, changed_by, changed_at FROM product_change
            WHERE product_id = ? AND id < ? ORDER BY id DESC LIMIT ? OFFSET ?
            """;

    private final Database database;
    private final Clock clock;

    ProductHistory(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What was changed. */
    public enum Field {
        PRICE("price"),
        QUANTITY("quantity");

        private final String column;

        Field(String column) {
            this.column = column;
        }
    }

    /**
     * Who changes it and why.
     *
     * @param user id of the admin
     * @param reason in the admin's words; may be null
     */
    public record Author(Long user, String reason) {}

    /** One row, unless nothing changed. */
    public void record(long productId, Field field, long from, long to, Author author) {
        record(field, new Long[] {productId}, new Long[] {from}, new Long[] {to}, author);
    }

    /** One row for each product whose value changed. */
    public void record(Field field, Long[] products, Long[] from, Long[] to, Author author) {
        if (products.length > 0) {
            database.update(RECORD, field.column, author.reason(), author.user(), clock.instant(), products, from, to);
        }
    }

    /** Newest first; 404 when there never was such a product. */
    @Bounded
    public Page<ProductChange> page(long productId, PageRequest request) {
        String binding = "history|" + productId;
        long before = request.byCursor() ? cursorId(request.cursor(), binding) : Long.MAX_VALUE;
        List<ProductChange> rows = new ArrayList<>(database.list(
                PAGE,
                ProductHistory::read,
                productId,
                before,
                request.size() + 1,
                request.byCursor() ? 0 : request.offset()));
        String next = null;
        if (rows.size() > request.size()) {
            rows.removeLast();
            next = Cursor.encode(binding, List.of(Long.toString(rows.getLast().id())));
        }
        if (request.byCursor()) {
            return Page.continued(rows, request.size(), next);
        }
        return Page.numbered(rows, request.page(), request.size(), total(productId), next);
    }

    private long total(long productId) {
        return database.first(
                        "SELECT (SELECT count(*) FROM product_change WHERE product_id = product.id) AS total"
                                + " FROM product WHERE id = ?",
                        row -> row.getLong("total"),
                        productId)
                .orElseThrow(() -> ProblemException.notFound("product"));
    }

    private static long cursorId(String cursor, String binding) {
        try {
            return Long.parseLong(Cursor.decode(cursor, binding, 1).getFirst());
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest("cursor", "is not one of ours");
        }
    }

    private static ProductChange read(ResultSet row) throws SQLException {
        return new ProductChange(
                row.getLong("id"),
                row.getString("field"),
                row.getLong("from_value"),
                row.getLong("to_value"),
                row.getString("reason"),
                Database.longOrNull(row, "changed_by"),
                Database.instant(row, "changed_at"));
    }
}
