package io.vitrina.catalog.listing;

import io.vitrina.catalog.cache.ReadCache;
import io.vitrina.catalog.category.Slugs;
import io.vitrina.catalog.config.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds out what a list's words stand for, by one statement, or by none where only hidden categories matter. */
@ApplicationScoped
class Meanings {

    private static final String FIND = """
            WITH RECURSIVE hidden AS (SELECT id FROM hidden_category WHERE ?),
            branch AS (
                SELECT id FROM category WHERE id = ?::bigint OR slug = ?
                UNION
                SELECT below.id FROM category below JOIN branch ON below.parent_id = branch.id)
            SELECT coalesce(?::tsquery, search_query(?, ?))::text AS query,
                ARRAY(SELECT id FROM branch EXCEPT SELECT id FROM hidden) AS branch,
                ARRAY(SELECT id FROM hidden) AS hidden
            """;

    private static final List<Long> NONE = List.of();

    private final Database database;
    private final ReadCache cache;

    Meanings(Database database, ReadCache cache) {
        this.database = database;
        this.cache = cache;
    }

    /**
     * As things are now.
     *
     * @param query what the words are known to mean; null when that is to be found out
     */
    Meaning now(ProductFilter filter, String query) {
        if (filter.text() == null && filter.category() == null && filter.all()) {
            return new Meaning(null, NONE, NONE);
        }
        return find(filter, query);
    }

    /**
     * Perhaps as things were a moment ago.
     *
     * @param remembered whether no statement was sent for it
     */
    record Recent(Meaning meaning, boolean remembered) {}

    /** @param query as in {@link #now} */
    Recent recent(ProductFilter filter, String query) {
        if (filter.text() != null || filter.category() != null) {
            return new Recent(find(filter, query), false);
        }
        if (filter.all()) {
            return new Recent(now(filter, null), true);
        }
        AtomicBoolean sent = new AtomicBoolean();
        List<Long> hidden = cache.categories(Meaning.class, () -> {
            sent.set(true);
            return find(filter, null).hidden();
        });
        return new Recent(new Meaning(null, NONE, hidden), !sent.get());
    }

    private Meaning find(ProductFilter filter, String query) {
        String category = filter.category();
        boolean byId = category != null && Slugs.isNumber(category);
        String[] words =
                filter.text() == null ? null : SearchWords.of(filter.text()).toArray(String[]::new);
        return database.first(
                        FIND,
                        row -> new Meaning(
                                row.getString("query"),
                                numbers(row.getArray("branch")),
                                numbers(row.getArray("hidden"))),
                        !filter.all(),
                        byId ? Slugs.parseId(category).orElse(null) : null,
                        byId ? null : category,
                        query,
                        filter.text(),
                        words)
                .orElseThrow();
    }

    private static List<Long> numbers(Array array) throws SQLException {
        return List.of((Long[]) array.getArray());
    }
}
