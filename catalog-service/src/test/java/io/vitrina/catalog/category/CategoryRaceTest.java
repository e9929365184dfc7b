package io.vitrina.catalog.category;

import static io.vitrina.catalog.Shop.CATEGORIES;
import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.addProduct;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.category;
import static io.vitrina.catalog.Shop.fields;
import static io.vitrina.catalog.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vitrina.catalog.OtherWriter;
import io.vitrina.catalog.config.Database;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Writers of categories and of products in each other's way. */
@QuarkusTest
class CategoryRaceTest {

    private static final int ROUNDS = 40;

    @Inject
    DataSource source;

    @Inject
    Database database;

    @Test
    void refusesToDeleteCategoryIntoWhichAProductCameMeanwhile() throws Exception {
        long category = category("Чайники", null);
        try (OtherWriter other = new OtherWriter(source)) {
            other.writes("SELECT id FROM category WHERE id = ? FOR KEY SHARE", category)
                    .writes(
                            "INSERT INTO product (name, price, currency, category_id, created_at, updated_at)"
                                    + " VALUES ('A', 1, 'RUB', ?, now(), now())",
                            category)
                    .commitsAmid(
                            () -> admin().delete(CATEGORIES + '/' + category).then())
                    .statusCode(409)
                    .body("detail", equalTo("the category is in use: it has products or categories below it"));
        }
    }

    @Test
    void refusesProductsForCategoryThatIsDeletedMeanwhile() throws Exception {
        long product = product("A", 1, 1);
        List<Callable<ValidatableResponse>> writers = List.of(
                () -> addProduct("name", "B", "price", 1, "quantity", 1, "category_id", newest()),
                () -> patch(PRODUCTS + '/' + product, "category_id", newest()));
        for (Callable<ValidatableResponse> writer : writers) {
            long category = category("Чайники", null);
            try (OtherWriter other = new OtherWriter(source)) {
                other.writes("DELETE FROM category WHERE id = ?", category)
                        .commitsAmid(writer)
                        .statusCode(422)
                        .body("errors.field", contains("category_id"))
                        .body("errors.message", contains("does not exist"));
            }
        }
    }

    @Test
    void failsImportedRowOfCategoryThatIsDeletedMeanwhile() throws Exception {
        long category = category("Чайники", null);
        try (OtherWriter other = new OtherWriter(source)) {
            other.writes("DELETE FROM category WHERE id = ?", category)
                    .commitsAmid(() -> admin().contentType("text/csv")
                            .body("sku,name,price,category\nA,a,1,chayniki\nB,b,1,\n")
                            .post(PRODUCTS + "/import")
                            .then())
                    .statusCode(200)
                    .body("created", is(1))
                    .body("errors.message", contains("category does not exist"));
        }
    }

    @Test
    void answersDeletionAndCreationAtOnceAsOneOfTwoOrders() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long category = category("C" + round, null);
            String name = "P" + round;
            List<Integer> statuses = atOnce(
                    () -> admin().delete(CATEGORIES + '/' + category).statusCode(),
                    () -> addProduct("name", name, "price", 1, "quantity", 1, "category_id", category)
                            .extract()
                            .statusCode());
            assertThat(statuses).as("round %d", round).isIn(List.of(204, 422), List.of(409, 201));
        }
    }

    @Test
    void neverMakesARingOfTwoMovesAtOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long a = category("A" + round, null);
            long b = category("B" + round, null);
            List<Integer> statuses = atOnce(() -> move(a, b), () -> move(b, a));
            assertThat(statuses).as("round %d", round).containsExactlyInAnyOrder(200, 422);
            assertThat(parents(a, b)).as("round %d", round).isEqualTo(1);
        }
    }

    private static int move(long category, long parent) {
        return patch(CATEGORIES + '/' + category, "parent_id", parent).extract().statusCode();
    }

    private static ValidatableResponse patch(String path, String field, long value) {
        return admin().contentType(ContentType.JSON)
                .body(fields(field, value))
                .patch(path)
                .then();
    }

    private long newest() {
        // The row is being deleted, but nobody else knows that yet.
        return database.first("SELECT max(id) FROM category", row -> row.getLong(1))
                .orElseThrow();
    }

    /** How many of the two have the other one above them. */
    private int parents(long a, long b) {
        return database.list(
                        "SELECT id FROM category WHERE (id = ? AND parent_id = ?) OR (id = ? AND parent_id = ?)",
                        row -> row.getLong("id"),
                        a,
                        b,
                        b,
                        a)
                .size();
    }

    @SafeVarargs
    private static List<Integer> atOnce(Callable<Integer>... calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.length);
        try (ExecutorService pool = Executors.newFixedThreadPool(calls.length)) {
            List<Future<Integer>> results = Stream.of(calls)
                    .map(call -> pool.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> result : results) {
                statuses.add(result.get());
            }
            return statuses;
        }
    }
}
