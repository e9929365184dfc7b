package io.vitrina.catalog.product;

import io.vitrina.catalog.config.Database;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A product as it is read, stock and category with it, in one row.
 *
 * @param response what clients see
 * @param etag differs whenever {@code response} does
 */
public record ProductRow(ProductResponse response, String etag) {

    /** Columns to select; tables: p (product), s (stock), c (category, outer joined). */
    public static final String COLUMNS = """
            p.id, p.sku, p.name, p.description, p.price, p.currency, s.quantity, p.image_url, p.is_active,
            p.version, p.created_at, p.updated_at,
            c.id AS c_id, c.name AS c_name, c.slug AS c_slug, c.version AS c_version
            """;

    /** What goes with {@link #COLUMNS} behind {@code FROM product p}, or whatever stands for it. */
    public static final String JOINS = """
            JOIN stock s ON s.product_id = p.id
            LEFT JOIN category c ON c.id = p.category_id
            """;

    public static ProductRow read(ResultSet row) throws SQLException {
        Long categoryId = Database.longOrNull(row, "c_id");
        ProductResponse response = new ProductResponse(
                row.getLong("id"),
                row.getString("sku"),
                row.getString("name"),
                row.getString("description"),
                row.getLong("price"),
                row.getString("currency"),
                row.getLong("quantity"),
                categoryId == null
                        ? null
                        : new ProductResponse.InCategory(categoryId, row.getString("c_name"), row.getString("c_slug")),
                row.getString("image_url"),
                row.getBoolean("is_active"),
                Database.instant(row, "created_at"),
                Database.instant(row, "updated_at"));
        String etag = "\"" + response.id() + '.' + row.getInt("version") + '.' + response.quantity()
                + (categoryId == null ? "" : "." + categoryId + '.' + row.getInt("c_version")) + '"';
        return new ProductRow(response, etag);
    }
}
