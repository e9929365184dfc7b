package io.vitrina.catalog.transfer;

import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.product.ProductRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Writes many products with few statements. */
@ApplicationScoped
class ImportRepository {

    private static final String LOCK = """
            SELECT s.product_id FROM stock s JOIN product p ON p.id = s.product_id
            WHERE p.sku = ANY (?) AND p.deleted_at IS NULL ORDER BY s.product_id FOR UPDATE OF s
            """;

    /**
     * A statement of its own, behind the locks: it must see what others wrote while we waited. Of what is locked only: a
     * product that came to its sku since then is met by the insert, and the batch is tried again.
     */
    private static final String STANDING = """
            SELECT p.id, p.sku, p.name, p.description, p.price, p.category_id, p.image_url, p.is_active, s.quantity,
                s.reserved
            FROM product p JOIN stock s ON s.product_id = p.id
            WHERE p.id = ANY (?) AND p.sku = ANY (?) AND p.deleted_at IS NULL
            """;

    private static final String INSERT = """
            WITH given AS (
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                    AS row (sku, name, description, price, quantity, category_id, image_url, is_active)
            ), created AS (
                INSERT INTO product (sku, name, description, price, currency, category_id, image_url, is_active,
                    in_stock, created_at, updated_at)
                SELECT sku, name, description, price, ?, category_id, image_url, is_active, quantity > 0, t, t
                FROM given, (SELECT ?::timestamptz AS t) now
                RETURNING id, sku
            )
            INSERT INTO stock (product_id, initial, quantity)
            SELECT created.id, given.quantity, given.quantity FROM created JOIN given USING (sku)
            RETURNING product_id
            """;

    private static final String UPDATE = """
            UPDATE product SET name = row.name, description = row.description, price = row.price,
                category_id = row.category_id, image_url = row.image_url, is_active = row.is_active,
                version = version + 1, updated_at = ?
            FROM unnest(?, ?, ?, ?, ?, ?, ?)
                AS row (id, name, description, price, category_id, image_url, is_active)
            WHERE product.id = row.id
            """;

    private static final String SET_STOCK = """
            UPDATE stock SET adjusted = adjusted + row.quantity - stock.quantity, quantity = row.quantity
            FROM unnest(?, ?) AS row (product_id, quantity)
            WHERE stock.product_id = row.product_id AND stock.quantity <> row.quantity
            """;

    private final Database database;

    ImportRepository(Database database) {
        this.database = database;
    }

    /** A product that is there already. */
    record Standing(
            long id,
            String sku,
            String name,
            String description,
            long price,
            Long categoryId,
            String imageUrl,
            boolean active,
            long quantity,
            long reserved) {

        static Standing read(ResultSet row) throws SQLException {
            return new Standing(
                    row.getLong("id"),
                    row.getString("sku"),
                    row.getString("name"),
                    row.getString("description"),
                    row.getLong("price"),
                    Database.longOrNull(row, "category_id"),
                    row.getString("image_url"),
                    row.getBoolean("is_active"),
                    row.getLong("quantity"),
                    row.getLong("reserved"));
        }
    }

    /** Ids of the categories that rows name, by slug; they stay until the transaction ends. */
    Map<String, Long> holdCategories(List<ImportRow> rows) {
        String[] slugs = rows.stream()
                .map(row -> row.category().value())
                .filter(Objects::nonNull)
                .distinct()
                .toArray(String[]::new);
        if (slugs.length == 0) {
            return Map.of();
        }
        record Slug(String slug, long id) {}
        return database
                .list(
                        "SELECT slug, id FROM category WHERE slug = ANY (?) ORDER BY id FOR KEY SHARE",
                        row -> new Slug(row.getString("slug"), row.getLong("id")),
                        (Object) slugs)
                .stream()
                .collect(Collectors.toMap(Slug::slug, Slug::id));
    }

    /** The products that rows are about, by sku, locked. */
    Map<String, Standing> lock(List<ImportRow> rows) {
        String[] skus = rows.stream().map(ImportRow::sku).toArray(String[]::new);
        Long[] locked = database.list(LOCK, row -> row.getLong("product_id"), (Object) skus)
                .toArray(Long[]::new);
        if (locked.length == 0) {
            return Map.of();
        }
        return database.list(STANDING, Standing::read, locked, skus).stream()
                .collect(Collectors.toMap(Standing::sku, Function.identity()));
    }

    /** Ids of the new products. */
    List<Long> insert(List<ProductRequest> products, String currency, Instant now) {
        if (products.isEmpty()) {
            return List.of();
        }
        return database.list(
                INSERT,
                row -> row.getLong("product_id"),
                column(products, ProductRequest::sku, String[]::new),
                column(products, ProductRequest::name, String[]::new),
                column(products, ProductRequest::description, String[]::new),
                column(products, ProductRequest::price, Long[]::new),
                column(products, ProductRequest::quantity, Long[]::new),
                column(products, ProductRequest::categoryId, Long[]::new),
                column(products, ProductRequest::imageUrl, String[]::new),
                column(products, ProductRequest::active, Boolean[]::new),
                currency,
                now);
    }

    void update(Long[] ids, List<ProductRequest> products, Instant now) {
        database.update(
                UPDATE,
                now,
                ids,
                column(products, ProductRequest::name, String[]::new),
                column(products, ProductRequest::description, String[]::new),
                column(products, ProductRequest::price, Long[]::new),
                column(products, ProductRequest::categoryId, Long[]::new),
                column(products, ProductRequest::imageUrl, String[]::new),
                column(products, ProductRequest::active, Boolean[]::new));
    }

    void setStock(Long[] ids, Long[] quantities) {
        database.update(SET_STOCK, ids, quantities);
    }

    private static <T> T[] column(
            List<ProductRequest> products, Function<ProductRequest, T> value, IntFunction<T[]> array) {
        return products.stream().map(value).toArray(array);
    }
}
