package io.vitrina.catalog.product;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Rows of products. */
@ApplicationScoped
class ProductRepository implements PanacheRepository<Product> {

    private static final String ONE = "SELECT " + ProductRow.COLUMNS + " FROM product p " + ProductRow.JOINS
            + " WHERE p.id = ? AND p.deleted_at IS NULL";

    private static final String ONE_VISIBLE = ONE
            + " AND p.is_active AND (p.category_id IS NULL OR p.category_id NOT IN (SELECT id FROM hidden_category))";

    private final Database database;

    ProductRepository(Database database) {
        this.database = database;
    }

    @Bounded
    Optional<ProductRow> row(long id) {
        return database.first(ONE, ProductRow::read, id);
    }

    /** Only when shoppers may see it; sold out or not. */
    @Bounded
    Optional<ProductRow> visibleRow(long id) {
        return database.first(ONE_VISIBLE, ProductRow::read, id);
    }

    /** Whether there is such a category; it stays until the transaction ends. */
    boolean holdCategory(long categoryId) {
        return database.first("SELECT id FROM category WHERE id = ? FOR KEY SHARE", row -> true, categoryId)
                .isPresent();
    }
}
