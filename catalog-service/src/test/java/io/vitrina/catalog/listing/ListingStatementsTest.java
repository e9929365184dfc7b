package io.vitrina.catalog.listing;

import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.category;
import static io.vitrina.catalog.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vitrina.catalog.Shop;
import io.vitrina.catalog.cache.CatalogChange;
import io.vitrina.catalog.config.Database;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list takes at most two statements, however long it is and whatever is remembered. */
@QuarkusTest
class ListingStatementsTest {

    private static final int TRIES = 5;

    @Inject
    Database database;

    @Inject
    Event<CatalogChange> changes;

    @BeforeEach
    void fill() {
        long kitchen = category("Kitchen", null);
        long hidden = category("Склад", null);
        admin().post("/api/v1/categories/" + hidden + "/deactivate").then().statusCode(200);
        for (long id : List.of(kitchen, hidden)) {
            product("name", "Ложка", "price", 1, "quantity", 1, "category_id", id);
        }
        database.update("""
                WITH made AS (
                    INSERT INTO product (name, price, currency, category_id, in_stock, created_at, updated_at)
                    SELECT 'Чашка ' || n, n, 'RUB', ?, true, now(), now() FROM generate_series(1, 1000) n RETURNING id)
                INSERT INTO stock (product_id, initial, quantity) SELECT id, 5, 5 FROM made
                """, kitchen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?size=1",
                "?size=100",
                "?size=7&page=140&sort=price",
                "?category=kitchen",
                "?category=kitchen&page=40&sort=name",
                "?q=чашка",
                "?q=чашка&sort=-price&size=100",
                "?q=чящка&category=kitchen&page=40",
                "?q=чашка&page=40",
                "?ids=1,2,3",
                "?category=no-such"
            })
    void takesAtMostTwoStatements(String query) {
        for (Supplier<RequestSpecification> caller :
                List.<Supplier<RequestSpecification>>of(Shop::anyone, Shop::admin)) {
            assertThat(leastStatements(() -> get(caller, query), this::forget))
                    .as("cold")
                    .isBetween(1L, 2L);
            assertThat(leastStatements(() -> get(caller, query), () -> {}))
                    .as("warm")
                    .isBetween(0L, 2L);
        }
        assertThat(leastStatements(() -> get(Shop::admin, query + "&include=all"), this::forget))
                .as("everything")
                .isBetween(1L, 2L);
    }

    /** Which categories are hidden is remembered apart from what is in them. */
    @Test
    void takesOneForProductsByTheirIds() {
        assertThat(leastStatements(
                        () -> get(Shop::anyone, "?ids=1,2,3"), () -> changes.fire(CatalogChange.ofProduct(1))))
                .isEqualTo(1);
    }

    @Test
    void takesNoneForWhatItRemembers() {
        assertThat(leastStatements(() -> get(Shop::anyone, "?q=чашка&size=3"), () -> {}))
                .isZero();
    }

    @Test
    void takesAtMostTwoForThePageAfterACursor() {
        for (String query : List.of("?q=чашка", "?sort=price", "?category=kitchen", "?q=чашка&sort=name")) {
            String cursor = anyone().get(PRODUCTS + query).jsonPath().getString("next_cursor");
            assertThat(cursor).isNotNull();
            assertThat(leastStatements(() -> get(Shop::anyone, query + "&cursor=" + cursor), this::forget))
                    .as(query)
                    .isBetween(1L, 2L);
            assertThat(leastStatements(() -> get(Shop::admin, query + "&cursor=" + cursor), this::forget))
                    .isBetween(1L, 2L);
        }
    }

    /** As after a change of the categories: of nothing that was read before anything is left. */
    private void forget() {
        changes.fire(CatalogChange.ofCategories());
    }

    private static Integer get(Supplier<RequestSpecification> caller, String query) {
        return caller.get()
                .get(PRODUCTS + query)
                .then()
                .statusCode(200)
                .extract()
                .statusCode();
    }

    /** The least of some tries: whatever runs by the clock sends statements too. */
    private long leastStatements(Supplier<Integer> call, Runnable before) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            before.run();
            long sent = database.statements();
            call.get();
            least = Math.min(least, database.statements() - sent);
        }
        return least;
    }
}
