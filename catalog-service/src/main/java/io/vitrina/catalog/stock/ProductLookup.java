package io.vitrina.catalog.stock;

import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Prices and availability for carts: one statement, never from a cache. */
@ApplicationScoped
class ProductLookup {

    /** The ids come as a sub-select, so that one plan serves all calls. */
    private static final String LOOKUP = """
            SELECT p.id, p.sku, p.name, p.image_url, p.price, p.currency, s.quantity,
                p.is_active
                    AND (p.category_id IS NULL OR p.category_id NOT IN (SELECT id FROM hidden_category)) AS on_sale
            FROM product p JOIN stock s ON s.product_id = p.id
            WHERE p.id IN (SELECT unnest((SELECT CAST(? AS bigint[])))) AND p.deleted_at IS NULL
            ORDER BY p.id
            """;

    private final Database database;

    ProductLookup(Database database) {
        this.database = database;
    }

    /** @param ids of products; unknown ones are no error */
    record Request(
            @NotEmpty(message = "is required") @Size(max = 500, message = "must be at most 500 ids") List<@NotNull(message = "must not be null") Long> ids) {}

    /** The products that there are, by id. */
    record Response(List<Item> items) {}

    /**
     * @param price minor units
     * @param available pieces on sale now
     * @param onSale whether it is shown to shoppers at all, sold out or not
     * @param purchasable whether a shopper could buy one now
     */
    record Item(
            long id,
            String sku,
            String name,
            String imageUrl,
            long price,
            String currency,
            long available,
            boolean onSale,
            boolean purchasable) {}

    @Bounded
    Response lookup(List<Long> ids) {
        return new Response(database.list(LOOKUP, ProductLookup::read, (Object) ids.toArray(Long[]::new)));
    }

    private static Item read(ResultSet row) throws SQLException {
        return new Item(
                row.getLong("id"),
                row.getString("sku"),
                row.getString("name"),
                row.getString("image_url"),
                row.getLong("price"),
                row.getString("currency"),
                row.getLong("quantity"),
                row.getBoolean("on_sale"),
                row.getBoolean("on_sale") && row.getLong("quantity") > 0);
    }
}
