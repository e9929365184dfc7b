package io.vitrina.catalog.listing;

import io.vitrina.catalog.category.CategoryTree;
import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.CatalogConfig;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.config.DatabaseException;
import io.vitrina.catalog.listing.ListingQuery.Start;
import io.vitrina.catalog.product.ProductResponse;
import io.vitrina.catalog.product.ProductRow;
import io.vitrina.kit.page.Cursor;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Pages of products: one statement each, and one more where something is searched for or a far page is looked for. */
@ApplicationScoped
class Listing {

    private static final String UNDERSTAND = "SELECT search_query(?, ?)::text AS query";

    private final Database database;
    private final Landmarks landmarks;
    private final CatalogConfig.Listing config;

    Listing(Database database, Landmarks landmarks, CatalogConfig config) {
        this.database = database;
        this.landmarks = landmarks;
        this.config = config.listing();
    }

    /**
     * As the list is now.
     *
     * @param tree to look categories up in, as fresh as the caller needs it
     */
    @Bounded
    Page<ProductResponse> page(ProductFilter filter, PageRequest request, CategoryTree tree) {
        return page(filter, request, tree, query -> new Start(List.of(), request.offset()));
    }

    /** Far pages perhaps as they stood a moment ago; see {@link Landmarks}. */
    @Bounded
    Page<ProductResponse> recentPage(ProductFilter filter, PageRequest request, CategoryTree tree) {
        return page(
                filter,
                request,
                tree,
                query -> query.isLong()
                        ? landmarks.near(filter, request.offset(), walk(query))
                        : new Start(List.of(), request.offset()));
    }

    private Landmarks.Walk walk(ListingQuery query) {
        return (after, every, count) -> {
            ListingQuery.Statement statement = query.landmarks(after, every, count);
            return database.list(
                    statement.sql(),
                    row -> List.of(row.getString("sort_key"), row.getString("id")),
                    statement.parameters());
        };
    }

    private Page<ProductResponse> page(
            ProductFilter filter, PageRequest request, CategoryTree tree, Function<ListingQuery, Start> numbered) {
        boolean byCursor = request.byCursor();
        List<String> after = byCursor ? cursorKeys(filter, request.cursor()) : List.of();
        ListingQuery query = new ListingQuery(filter, understood(filter), config.rankedMatches());
        narrow(query, filter, tree);
        ListingQuery.Statement statement = query.page(
                byCursor ? new Start(after, 0) : numbered.apply(query),
                request.size() + 1,
                byCursor ? OptionalInt.empty() : OptionalInt.of(config.exactTotalUpTo()));
        List<Found> rows = find(statement, request);
        Total total = rows.getFirst().total();
        // Without a page there is still a row, for the total.
        rows.removeIf(row -> row.product() == null);
        String next = null;
        if (rows.size() > request.size()) {
            rows.removeLast();
            Found last = rows.getLast();
            next = Cursor.encode(
                    filter.binding(),
                    List.of(last.key(), Long.toString(last.product().id())));
        }
        List<ProductResponse> items = rows.stream().map(Found::product).toList();
        return request.byCursor() ? Page.continued(items, request.size(), next) : numbered(items, request, total, next);
    }

    private static Page<ProductResponse> numbered(
            List<ProductResponse> items, PageRequest request, Total total, String next) {
        if (total.estimate() == null) {
            return Page.numbered(items, request.page(), request.size(), total.counted(), next);
        }
        // An estimate must not deny what is on this very page.
        long atLeast = Math.max(total.counted(), request.offset() + items.size() + (next == null ? 0 : 1));
        return Page.estimated(items, request.page(), request.size(), Math.max(atLeast, total.estimate()), next);
    }

    private void narrow(ListingQuery query, ProductFilter filter, CategoryTree tree) {
        if (filter.category() == null) {
            if (!filter.all()) {
                query.outsideCategories(tree.hidden());
            }
            return;
        }
        Collection<Long> branch = tree.branch(filter.category());
        if (!filter.all()) {
            Set<Long> visible = new HashSet<>(branch);
            visible.removeAll(tree.hidden());
            branch = visible;
        }
        query.inCategories(branch);
    }

    private String understood(ProductFilter filter) {
        if (filter.text() == null) {
            return null;
        }
        String[] words = SearchWords.of(filter.text()).toArray(String[]::new);
        return database.first(UNDERSTAND, row -> row.getString("query"), filter.text(), words)
                .orElseThrow();
    }

    private static List<String> cursorKeys(ProductFilter filter, String cursor) {
        List<String> keys = Cursor.decode(cursor, filter.binding(), 2);
        if (keys.stream().anyMatch(key -> key.indexOf('\0') >= 0)) {
            throw notOurs();
        }
        return keys;
    }

    private List<Found> find(ListingQuery.Statement statement, PageRequest request) {
        try {
            return new ArrayList<>(database.list(statement.sql(), Found::read, statement.parameters()));
        } catch (DatabaseException e) {
            // Cursors are opaque, not signed: somebody wrote one himself, with a key that is no price or time.
            throw request.byCursor() && DatabaseException.isBadValue(e) ? notOurs() : e;
        }
    }

    private static ProblemException notOurs() {
        return ProblemException.badRequest("cursor", "is not one of ours");
    }

    private record Total(Long counted, Long estimate) {}

    private record Found(ProductResponse product, String key, Total total) {

        static Found read(ResultSet row) throws SQLException {
            Total total = new Total(Database.longOrNull(row, "total"), Database.longOrNull(row, "estimate"));
            if (row.getString("name") == null) {
                return new Found(null, null, total);
            }
            return new Found(ProductRow.read(row).response(), row.getString("sort_key"), total);
        }
    }
}
