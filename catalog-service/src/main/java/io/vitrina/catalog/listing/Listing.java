package io.vitrina.catalog.listing;

import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.CatalogConfig;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.config.DatabaseException;
import io.vitrina.catalog.listing.ListingQuery.Start;
import io.vitrina.catalog.product.ProductResponse;
import io.vitrina.catalog.product.ProductRow;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Pages of products: one statement each, and one before it where words or a category are looked up or a far page is
 * looked for.
 */
@ApplicationScoped
class Listing {

    private final Database database;
    private final Meanings meanings;
    private final Landmarks landmarks;
    private final CatalogConfig.Listing config;

    Listing(Database database, Meanings meanings, Landmarks landmarks, CatalogConfig config) {
        this.database = database;
        this.meanings = meanings;
        this.landmarks = landmarks;
        this.config = config.listing();
    }

    /** As the list is now. */
    @Bounded
    Page<ProductResponse> page(ProductFilter filter, PageRequest request) {
        Place place = place(filter, request);
        Meaning meaning = understood(place, () -> meanings.now(filter, place.query()));
        return page(filter, request, place, meaning, query -> new Start(List.of(), request.offset()));
    }

    /** Far pages perhaps as they stood a moment ago; see {@link Landmarks}. */
    @Bounded
    Page<ProductResponse> recentPage(ProductFilter filter, PageRequest request) {
        Place place = place(filter, request);
        Meanings.Recent meaning = understood(place, () -> meanings.recent(filter, place.query()));
        // At most two statements: when one went into the meaning, the far page is counted from the first row.
        return page(
                filter,
                request,
                place,
                meaning.meaning(),
                query -> query.isLong() && meaning.remembered()
                        ? landmarks.near(filter, request.offset(), walk(query))
                        : new Start(List.of(), request.offset()));
    }

    private Landmarks.Walk walk(ListingQuery query) {
        return (after, every, count) -> {
            Statement statement = query.landmarks(after, every, count);
            return database.list(
                    statement.sql(),
                    row -> List.of(row.getString("sort_key"), row.getString("id")),
                    statement.parameters());
        };
    }

    private Page<ProductResponse> page(
            ProductFilter filter,
            PageRequest request,
            Place place,
            Meaning meaning,
            Function<ListingQuery, Start> numbered) {
        Statement statement = meaning.query() == null
                ? list(filter, request, meaning, place.after(), numbered)
                : search(filter, request, meaning, place.after());
        List<Found> rows = find(statement, request);
        Total total = rows.getFirst().total();
        // Without a page there is still a row, for the total.
        rows.removeIf(row -> row.product() == null);
        String next = null;
        if (rows.size() > request.size()) {
            rows.removeLast();
            next = Place.cursor(filter, rows.getLast().keys(), meaning.query());
        }
        List<ProductResponse> items = rows.stream().map(Found::product).toList();
        return request.byCursor() ? Page.continued(items, request.size(), next) : numbered(items, request, total, next);
    }

    private Statement list(
            ProductFilter filter,
            PageRequest request,
            Meaning meaning,
            List<String> after,
            Function<ListingQuery, Start> numbered) {
        ListingQuery query = new ListingQuery(filter.sort(), new Conditions(filter, meaning));
        return request.byCursor()
                ? query.page(new Start(after, 0), request.size() + 1, OptionalInt.empty())
                : query.page(numbered.apply(query), request.size() + 1, OptionalInt.of(config.exactTotalUpTo()));
    }

    private Statement search(ProductFilter filter, PageRequest request, Meaning meaning, List<String> after) {
        SearchQuery query = new SearchQuery(
                filter.sort(),
                new Conditions(filter, meaning),
                meaning.query(),
                new SearchQuery.Ranking(config.rankedWhole(), config.rankedWindow()));
        return request.byCursor()
                ? query.continued(after, request.size() + 1)
                : query.numbered(request.offset(), request.size() + 1);
    }

    private static Page<ProductResponse> numbered(
            List<ProductResponse> items, PageRequest request, Total total, String next) {
        if (total.estimate() == null) {
            return Page.numbered(items, request.page(), request.size(), total.counted(), next);
        }
        if (items.isEmpty()) {
            // Past the end, wherever that is; an estimate must not promise rows that aren't there.
            long most = Math.min(total.estimate(), request.offset());
            return Page.estimated(items, request.page(), request.size(), Math.max(total.counted(), most), null);
        }
        long seen = request.offset() + items.size();
        if (next == null) {
            return Page.numbered(items, request.page(), request.size(), seen, null);
        }
        // Nor may it deny what is on this very page.
        long atLeast = Math.max(total.counted(), seen + 1);
        return Page.estimated(items, request.page(), request.size(), Math.max(atLeast, total.estimate()), next);
    }

    private static Place place(ProductFilter filter, PageRequest request) {
        return request.byCursor() ? Place.of(filter, request.cursor()) : Place.BEGINNING;
    }

    private static <T> T understood(Place place, Supplier<T> meaning) {
        try {
            return meaning.get();
        } catch (DatabaseException e) {
            throw place.query() != null && DatabaseException.isBadText(e) ? Place.notOurs() : e;
        }
    }

    private List<Found> find(Statement statement, PageRequest request) {
        try {
            return new ArrayList<>(database.list(statement.sql(), Found::read, statement.parameters()));
        } catch (DatabaseException e) {
            // Cursors are not signed with a secret: somebody made one himself, with a key that is no price or time.
            throw request.byCursor() && DatabaseException.isBadValue(e) ? Place.notOurs() : e;
        }
    }

    private record Total(Long counted, Long estimate) {}

    private record Found(ProductResponse product, List<String> keys, Total total) {

        static Found read(ResultSet row) throws SQLException {
            Total total = new Total(Database.longOrNull(row, "total"), Database.longOrNull(row, "estimate"));
            if (row.getString("name") == null) {
                return new Found(null, null, total);
            }
            return new Found(
                    ProductRow.read(row).response(),
                    List.of((String[]) row.getArray("keys").getArray()),
                    total);
        }
    }
}
