package io.vitrina.catalog.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.listing.ListingQuery.Start;
import io.vitrina.kit.page.PageRequest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What PostgreSQL makes of the statements. Its settings price random reads as on an SSD with a warm cache. */
@QuarkusTest
class ListingPlanTest {

    private static final int PRODUCTS = 20_000;

    /** For a page of 20: its rows, their stock and categories, the index before them, and counting to 10,000. */
    private static final long MOST_BUFFERS = 200;

    private static final OptionalInt TOTAL = OptionalInt.of(10_000);

    private static final Pattern ROWS = Pattern.compile("actual .*rows=(\\d+)");
    private static final Pattern BUFFERS = Pattern.compile("(?:hit|read)=(\\d+)");

    @Inject
    Database database;

    private void fill() {
        QuarkusTransaction.requiringNew().run(() -> {
            // The test database commits without waiting for its log, and VACUUM marks no page before that is written.
            database.update("SET LOCAL synchronous_commit = on");
            insert();
        });
        for (String table : List.of("product", "stock", "category")) {
            // As autovacuum leaves them: what is read from an index alone is not looked up in the table too.
            database.update("VACUUM ANALYZE " + table);
        }
    }

    private void insert() {
        database.update("INSERT INTO category (name, slug, created_at, updated_at)"
                + " SELECT 'C' || n, 'c-' || n, now(), now() FROM generate_series(1, 200) n");
        database.update("""
                WITH made AS (
                    INSERT INTO product (sku, name, price, currency, category_id, in_stock, created_at, updated_at)
                    SELECT 'S-' || n, 'Чашка ' || n || CASE WHEN n % 100 = 0 THEN ' редкая' ELSE '' END, n % 1000, 'RUB',
                        1 + n % 200, true, now() + make_interval(secs => n), now()
                    FROM generate_series(1, ?) n RETURNING id)
                INSERT INTO stock (product_id, initial, quantity) SELECT id, 5, 5 FROM made
                """, PRODUCTS);
    }

    private record Case(String sort, String tsquery, Long category, List<Long> ids, int page) {}

    private static Stream<Case> lists() {
        Stream<Case> sorts = ProductSort.names().stream()
                .filter(sort -> !sort.equals("relevance"))
                .flatMap(sort -> Stream.of(
                        new Case(sort, null, null, List.of(), 1), new Case(sort, null, null, List.of(), 900)));
        return Stream.concat(
                sorts,
                Stream.of(
                        new Case("relevance", "'редк'", null, List.of(), 1),
                        new Case("price", "'редк'", null, List.of(), 1),
                        new Case("price", null, 7L, List.of(), 1),
                        new Case("-created_at", null, null, List.of(1L, 2L, 3L), 1)));
    }

    @Test
    void scansNoTableOfProductsThrough() {
        fill();
        lists().forEach(list -> {
            List<String> plan = explain(statement(list));
            assertThat(plan)
                    .as(list.toString())
                    .noneMatch(line -> line.contains("Seq Scan on product") || line.contains("Seq Scan on stock"))
                    .anyMatch(line -> line.contains("Index"));
            assertThat(plan.stream().filter(line -> line.contains("Buffers:"))).isNotEmpty();
        });
    }

    @Test
    void readsLittleForTheFirstPage() {
        fill();
        for (String sort : ProductSort.names()) {
            if (sort.equals("relevance")) {
                continue;
            }
            for (boolean all : new boolean[] {false, true}) {
                List<String> plan = explain(firstPage(sort, all));
                assertThat(buffers(plan)).as(sort + plan).isBetween(1L, MOST_BUFFERS);
            }
        }
    }

    /** An index says which ones are not on sale: the table is not asked, however many come before those that are. */
    @Test
    void passesOverInTheIndexWhatIsSoldOut() {
        fill();
        database.update("UPDATE product SET in_stock = false WHERE price < 500");
        database.update("VACUUM ANALYZE product");
        List<String> plan = explain(firstPage("price", false));
        assertThat(plan)
                .anyMatch(line -> line.contains("Index Scan using ix_product_list_price"))
                .noneMatch(line -> line.contains("Rows Removed"));
    }

    private static Statement firstPage(String sort, boolean all) {
        ProductFilter filter = new ProductFilter(null, null, null, null, List.of(), all, ProductSort.of(sort, false));
        Conditions conditions = new Conditions(filter, new Meaning(null, List.of(), List.of()));
        return new ListingQuery(filter.sort(), conditions).page(new Start(List.of(), 0), 21, TOTAL);
    }

    /** A rare word beside one that every product has: nothing but its own rows is read of the table, and a sample. */
    @Test
    void readsOnlyWhatARareSearchMatches() {
        fill();
        List<String> plan = explain(statement(new Case("relevance", "'чашк' & '1999':*", null, List.of(), 1)));
        assertThat(plan).anyMatch(line -> line.contains("Bitmap Index Scan on ix_product_search"));
        assertThat(walked(plan)).as("" + plan).isZero();
    }

    /** A word that every product has is not taken from the index of words, where it has as many rows as the table. */
    @Test
    void readsOnlyTheBeginningOfACommonSearch() {
        fill();
        for (String sort : List.of("relevance", "price", "-name")) {
            List<String> plan = explain(statement(new Case(sort, "'чашк'", null, List.of(), 1)));
            assertThat(plan)
                    .as(sort)
                    .noneMatch(line -> line.contains("ix_product_search") && !line.contains("never executed"));
            assertThat(walked(plan)).as(sort + plan).isBetween(21L, 200L);
        }
    }

    /** Rows that were taken along the order of the list. */
    private static long walked(List<String> plan) {
        int near = IntStream.range(0, plan.size())
                .filter(i -> plan.get(i).contains("CTE near"))
                .findFirst()
                .orElseThrow();
        Matcher rows = ROWS.matcher(plan.get(near + 1));
        return rows.find() ? Long.parseLong(rows.group(1)) : 0;
    }

    /** The far page from the landmark before it: as many buffers as the first page, whatever its number. */
    @Test
    void findsFarPagesFromLandmarks() {
        fill();
        for (String sort : ProductSort.names()) {
            if (sort.equals("relevance")) {
                continue;
            }
            ListingQuery query = query(new Case(sort, null, null, List.of(), 900));
            Statement walk = query.landmarks(List.of(), 1_000, 17);
            assertThat(explain(walk))
                    .as(sort)
                    .noneMatch(line -> line.contains("Seq Scan on product"))
                    .noneMatch(line -> line.contains("Sort Key: p"))
                    .anyMatch(line -> line.contains("Index Only Scan"));
            List<List<String>> marks = database.list(
                    walk.sql(), row -> List.of(row.getString("sort_key"), row.getString("id")), walk.parameters());
            assertThat(marks).hasSize(17);
            List<String> plan = explain(query.page(new Start(marks.getLast(), 980), 21, OptionalInt.empty()));
            assertThat(plan).as(sort).noneMatch(line -> line.contains("Seq Scan on product"));
            assertThat(buffers(plan)).as(sort + plan).isBetween(1L, MOST_BUFFERS);
        }
    }

    /** Of the whole statement: the first line that tells any. */
    private static long buffers(List<String> plan) {
        String line = plan.stream()
                .filter(text -> text.contains("Buffers:"))
                .findFirst()
                .orElseThrow();
        return BUFFERS.matcher(line)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    private static Statement statement(Case list) {
        long offset = new PageRequest(list.page(), 20, null).offset();
        return list.tsquery() == null
                ? query(list).page(new Start(List.of(), offset), 21, TOTAL)
                : new SearchQuery(sort(list), conditions(list), list.tsquery(), new SearchQuery.Ranking(5_000, 200))
                        .numbered(offset, 21);
    }

    private static ListingQuery query(Case list) {
        return new ListingQuery(sort(list), conditions(list));
    }

    private static ProductSort sort(Case list) {
        return ProductSort.of(list.sort(), list.tsquery() != null);
    }

    private static Conditions conditions(Case list) {
        String category = list.category() == null ? null : list.category().toString();
        return new Conditions(
                new ProductFilter(list.tsquery(), category, null, null, list.ids(), false, sort(list)),
                new Meaning(list.tsquery(), list.category() == null ? List.of() : List.of(list.category()), List.of()));
    }

    private List<String> explain(Statement statement) {
        return QuarkusTransaction.requiringNew().call(() -> {
            database.update("SET LOCAL random_page_cost = 1.1");
            database.update("SET LOCAL effective_cache_size = '4GB'");
            return database.list(
                    "EXPLAIN (ANALYZE, BUFFERS) " + statement.sql(), row -> row.getString(1), statement.parameters());
        });
    }
}
