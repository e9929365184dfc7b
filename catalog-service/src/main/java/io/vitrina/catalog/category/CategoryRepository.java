package io.vitrina.catalog.category;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows of categories. */
@ApplicationScoped
class CategoryRepository implements PanacheRepository<Category> {

    private static final String ALL = """
            SELECT id, name, slug, description, parent_id, is_active, version, created_at, updated_at
            FROM category ORDER BY name, id
            """;

    private static final String COUNTS = """
            SELECT category_id, count(*) AS products FROM product
            WHERE category_id IS NOT NULL AND is_active AND in_stock GROUP BY category_id
            """;

    private final Database database;

    CategoryRepository(Database database) {
        this.database = database;
    }

    /** One writer of the tree at a time: two moves that are fine alone can make a ring together. */
    void lockTree() {
        database.list("SELECT pg_advisory_xact_lock(hashtext('catalog.category'))", row -> true);
    }

    @Bounded
    List<CategoryRow> all() {
        return database.list(ALL, CategoryRow::read);
    }

    /** How many products shoppers could buy in each category, those below it not counted; without empty ones. */
    @Bounded
    List<CategoryCount> counts() {
        return database.list(COUNTS, row -> new CategoryCount(row.getLong("category_id"), row.getLong("products")));
    }

    /** Empty for what no category can be called, too: the database takes no text with a NUL in it. */
    Optional<Category> findByIdOrSlug(String idOrSlug) {
        if (Slugs.isNumber(idOrSlug)) {
            return Slugs.parseId(idOrSlug).flatMap(this::findByIdOptional);
        }
        return Slugs.isSlug(idOrSlug) ? find("slug", idOrSlug).firstResultOptional() : Optional.empty();
    }

    boolean slugExists(String slug) {
        return count("slug", slug) > 0;
    }

    /** The slugs that are this base, or it with a number behind. */
    Set<String> slugsLike(String base) {
        return new HashSet<>(database.list(
                "SELECT slug FROM category WHERE slug = ? OR slug ~ ('^' || ? || '-[0-9]+$')",
                row -> row.getString("slug"),
                base,
                base));
    }

    boolean isInUse(long id) {
        return database.first(
                        "SELECT EXISTS (SELECT FROM category WHERE parent_id = ?)"
                                + " OR EXISTS (SELECT FROM product WHERE category_id = ?) AS used",
                        row -> row.getBoolean("used"),
                        id,
                        id)
                .orElseThrow();
    }

    record CategoryCount(long categoryId, long products) {}
}
