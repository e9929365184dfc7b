package io.vitrina.catalog.listing;

import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vitrina.catalog.cache.CatalogChange;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.product.ProductResponse;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A far page found from a landmark holds what it would hold had all rows before it been counted. */
@QuarkusTest
class LandmarksTest {

    private static final int ROWS = 1_000;
    private static final int SIZE = 7;
    private static final int PAGES = 1 + ROWS / SIZE;

    @Inject
    Listing listing;

    @Inject
    Database database;

    @Inject
    Event<CatalogChange> changes;

    /** Ties of names, prices and times that reach over several landmarks. */
    @BeforeEach
    void fill() {
        database.update("""
                WITH made AS (
                    INSERT INTO product (name, price, currency, in_stock, created_at, updated_at)
                    SELECT 'Чашка ' || n % 3, n % 5, 'RUB', n % 50 <> 0, now() + make_interval(secs => n % 4), now()
                    FROM generate_series(1, ?) n RETURNING id)
                INSERT INTO stock (product_id, initial, quantity) SELECT id, 5, 5 FROM made
                """, ROWS);
        changes.fire(CatalogChange.ofProduct(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "-name", "price", "-price", "created_at", "-created_at"})
    void showWhatCountingShows(String sort) {
        List<Integer> pages =
                new ArrayList<>(IntStream.rangeClosed(1, PAGES + 3).boxed().toList());
        // Far ones first, near ones first, and both: each begins from other landmarks.
        Collections.shuffle(pages, new Random(3));
        for (ProductFilter filter : List.of(filter(sort, null), filter(sort, 2L))) {
            for (int page : pages) {
                assertThat(ids(recent(filter, page))).as("page %d", page).isEqualTo(ids(counted(filter, page)));
            }
        }
        List<Long> all = IntStream.rangeClosed(1, PAGES)
                .boxed()
                .flatMap(page -> ids(recent(filter(sort, null), page)).stream())
                .toList();
        assertThat(all).hasSize(ROWS - ROWS / 50).doesNotHaveDuplicates();
    }

    @Test
    void takeOneMoreStatementOnlyWhereNobodyHasBeen() {
        ProductFilter filter = filter("price", null);
        assertThat(statements(filter, 100)).isEqualTo(2);
        assertThat(leastStatements(filter, 100)).isEqualTo(1);
        assertThat(leastStatements(filter, 50)).isEqualTo(1);
        assertThat(leastStatements(filter, PageRequest.MAX_PAGE)).isEqualTo(1);
        assertThat(recent(filter, PageRequest.MAX_PAGE).items()).isEmpty();
    }

    @Test
    void forgetAtOnceWhatThisProcessChanges() {
        ProductFilter filter = filter("price", null);
        for (int i = 0; i < 5; i++) {
            List<Long> before = ids(recent(filter, 120));
            long first = ids(recent(filter, 1)).getFirst();
            admin().contentType(ContentType.JSON)
                    .body("{\"price\": 1000}")
                    .patch(PRODUCTS + "/" + first)
                    .then()
                    .statusCode(200);
            assertThat(ids(recent(filter, 120)))
                    .isEqualTo(ids(counted(filter, 120)))
                    .isNotEqualTo(before);
        }
    }

    @Test
    void forgetInTimeWhatAnotherProcessChanges() {
        ProductFilter filter = filter("price", null);
        List<Long> before = ids(recent(filter, 120));
        database.update("UPDATE product SET price = 1000 WHERE price = 0 AND id % 2 = 0");
        List<Long> after = ids(counted(filter, 120));
        assertThat(after).isNotEqualTo(before);
        Instant latest = Instant.now().plus(Duration.ofSeconds(20));
        List<Long> seen;
        do {
            seen = ids(recent(filter, 120));
        } while (!seen.equals(after) && Instant.now().isBefore(latest));
        assertThat(seen).isEqualTo(after);
    }

    private static ProductFilter filter(String sort, Long minPrice) {
        return new ProductFilter(null, null, minPrice, null, List.of(), false, ProductSort.of(sort, false));
    }

    private Page<ProductResponse> recent(ProductFilter filter, int page) {
        return listing.recentPage(filter, new PageRequest(page, SIZE, null));
    }

    private Page<ProductResponse> counted(ProductFilter filter, int page) {
        return listing.page(filter, new PageRequest(page, SIZE, null));
    }

    private static List<Long> ids(Page<ProductResponse> page) {
        return page.items().stream().map(ProductResponse::id).toList();
    }

    private long leastStatements(ProductFilter filter, int page) {
        return IntStream.range(0, 5)
                .mapToLong(i -> statements(filter, page))
                .min()
                .orElseThrow();
    }

    private long statements(ProductFilter filter, int page) {
        long before = database.statements();
        listing.recentPage(filter, new PageRequest(page, SIZE, null));
        return database.statements() - before;
    }
}
