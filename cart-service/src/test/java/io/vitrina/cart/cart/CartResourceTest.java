package io.vitrina.cart.cart;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.cart.testing.StubCatalog.Fault;
import io.vitrina.kit.testing.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CartResourceTest extends ShopTest {

    @Test
    void isEmptyAtFirst() {
        as(USER).get("/api/v1/cart")
                .then()
                .statusCode(200)
                .body("items", hasSize(0))
                .body("quantity", equalTo(0))
                .body("total", equalTo(0))
                .body("currency", equalTo("RUB"))
                .body("stale", equalTo(false));
    }

    @Test
    void takesOneProductOnceWhenNoQuantityIsGiven() {
        catalog.put(7, 1_999, 5);
        as(USER).body("{\"product_id\":7}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].product_id", equalTo(7))
                .body("items[0].name", equalTo("Product 7"))
                .body("items[0].image_url", nullValue())
                .body("items[0].price", equalTo(1_999))
                .body("items[0].quantity", equalTo(1))
                .body("items[0].line_total", equalTo(1_999))
                .body("items[0].available", equalTo(5))
                .body("items[0].price_changed", equalTo(false))
                .body("items[0].purchasable", equalTo(true))
                .body("quantity", equalTo(1))
                .body("total", equalTo(1_999));
    }

    @Test
    void addsToWhatIsThere() {
        catalog.put(7, 100, 10);
        putIntoCart(USER, 7, 2);
        putIntoCart(USER, 7, 3);
        as(USER).get("/api/v1/cart")
                .then()
                .body("items[0].quantity", equalTo(5))
                .body("total", equalTo(500));
    }

    @Test
    void takesSeveralProductsInTheOrderGiven() {
        catalog.put(7, 100, 10);
        catalog.put(3, 50, 10);
        as(USER).body("[{\"product_id\":7,\"quantity\":2},{\"product_id\":3}]")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200)
                .body("quantity", equalTo(3))
                .body("total", equalTo(250));
        as(USER).get("/api/v1/cart/total")
                .then()
                .statusCode(200)
                .body("total", equalTo(250))
                .body("currency", equalTo("RUB"))
                .body("quantity", equalTo(3));
    }

    @Test
    void takesAllOfAListOrNothing() {
        catalog.put(7, 100, 10);
        catalog.put(3, 50, 1);
        as(USER).body("[{\"product_id\":7},{\"product_id\":3,\"quantity\":2}]")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(409)
                .body("items", equalTo(List.of(Map.of("product_id", 3, "requested", 2, "available", 1))));
        as(USER).get("/api/v1/cart").then().body("items", hasSize(0));
    }

    @Test
    void refusesUnknownAndInactiveProducts() {
        catalog.put(7, 100, 10);
        catalog.deactivate(7);
        as(USER).body("[{\"product_id\":7},{\"product_id\":99}]")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(422)
                .body("errors.field", contains("[0].product_id", "[1].product_id"));
        as(USER).body("{\"quantity\":1}").put("/api/v1/cart/items/99").then().statusCode(422);
    }

    @Test
    void namesEveryBrokenFieldAsTheClientWroteIt() {
        as(USER).body("{\"quantity\":0}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(422)
                .body("errors.find { it.field == 'product_id' }.message", equalTo("is required"))
                .body("errors.find { it.field == 'quantity' }.message", equalTo("must be at least 1"));
        as(USER).body("[{\"product_id\":1},{\"product_id\":2,\"quantity\":10001}]")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(422)
                .body("errors.field", contains("[1].quantity"));
        as(USER).body("[]").post("/api/v1/cart/items").then().statusCode(422);
        as(USER).body("[null]").post("/api/v1/cart/items").then().statusCode(422);
    }

    @Test
    void refusesMalformedBodies() {
        for (String body : List.of(
                "{\"product_id\":\"7\"}",
                "{\"product_id\":7.5}",
                "{\"product_id\":7,\"price\":1}",
                "{",
                "7",
                "\"x\"",
                "null",
                "[[]]",
                "")) {
            as(USER).body(body).post("/api/v1/cart/items").then().statusCode(400);
        }
        as(USER).body("{\"quantity\":1}").put("/api/v1/cart/items/abc").then().statusCode(404);
    }

    @Test
    void setsAndRemovesQuantities() {
        catalog.put(7, 100, 10);
        as(USER).body("{\"quantity\":4}")
                .put("/api/v1/cart/items/7")
                .then()
                .statusCode(200)
                .body("quantity", equalTo(4));
        as(USER).body("{\"quantity\":11}").put("/api/v1/cart/items/7").then().statusCode(409);
        as(USER).body("{\"quantity\":0}")
                .put("/api/v1/cart/items/7")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        as(USER).body("{\"quantity\":0}").put("/api/v1/cart/items/7").then().statusCode(200);
        as(USER).body("{}").put("/api/v1/cart/items/7").then().statusCode(422);
    }

    @Test
    void removesAndClearsIdempotently() {
        catalog.put(7, 100, 10);
        catalog.put(8, 100, 10);
        putIntoCart(USER, 7, 1);
        putIntoCart(USER, 8, 1);
        as(USER).delete("/api/v1/cart/items/7").then().statusCode(204);
        as(USER).delete("/api/v1/cart/items/7").then().statusCode(204);
        as(USER).get("/api/v1/cart").then().body("items.product_id", contains(8));
        as(USER).delete("/api/v1/cart").then().statusCode(204);
        as(USER).delete("/api/v1/cart").then().statusCode(204);
        as(USER).get("/api/v1/cart").then().body("items", hasSize(0));
    }

    @Test
    void flagsPriceChangesUntilTheCustomerChoosesAgain() {
        catalog.put(7, 100, 10);
        putIntoCart(USER, 7, 2);
        catalog.reprice(7, 130);
        for (int i = 0; i < 2; i++) {
            as(USER).get("/api/v1/cart")
                    .then()
                    .body("items[0].price", equalTo(130))
                    .body("items[0].price_changed", equalTo(true))
                    .body("total", equalTo(260));
        }
        as(USER).body("{\"quantity\":2}")
                .put("/api/v1/cart/items/7")
                .then()
                .body("items[0].price_changed", equalTo(false));
    }

    @Test
    void flagsWhatCannotBeBoughtAnyMore() {
        catalog.put(7, 100, 10);
        catalog.put(8, 100, 10);
        putIntoCart(USER, 7, 5);
        putIntoCart(USER, 8, 1);
        catalog.put(7, 100, 3);
        catalog.deactivate(8);
        as(USER).get("/api/v1/cart")
                .then()
                .body("items[0].available", equalTo(3))
                .body("items[0].purchasable", equalTo(false))
                .body("items[1].purchasable", equalTo(false))
                .body("total", equalTo(600));
    }

    @Test
    void answersFromMemoryWhileTheCatalogueIsAway() {
        catalog.put(7, 100, 10);
        putIntoCart(USER, 7, 2);
        catalog.reprice(7, 120);
        as(USER).get("/api/v1/cart").then().body("total", equalTo(240));
        catalog.fail(Fault.AWAY);
        as(USER).get("/api/v1/cart")
                .then()
                .statusCode(200)
                .body("stale", equalTo(true))
                .body("items[0].price", equalTo(120))
                .body("items[0].price_changed", equalTo(true))
                .body("total", equalTo(240));
        as(USER).body("{\"product_id\":7}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(503)
                .header("Retry-After", "5");
        as(USER).delete("/api/v1/cart/items/7").then().statusCode(204);
    }

    @Test
    void holdsAtMostAHundredProductsAndTenThousandOfEach() {
        LongStream.rangeClosed(1, 101).forEach(id -> catalog.put(id, 1, 100_000));
        as(USER).body(LongStream.rangeClosed(1, 100)
                        .mapToObj(id -> Map.of("product_id", id))
                        .collect(Collectors.toList()))
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200)
                .body("items", hasSize(100));
        as(USER).body("{\"product_id\":101}").post("/api/v1/cart/items").then().statusCode(422);
        as(USER).body("{\"product_id\":1,\"quantity\":9999}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
        as(USER).body("{\"product_id\":1}").post("/api/v1/cart/items").then().statusCode(422);
    }

    @Test
    void refusesASecondCurrency() {
        catalog.put(7, 100, 10);
        catalog.put(8, 100, 10);
        catalog.currency(8, "EUR");
        putIntoCart(USER, 7, 1);
        as(USER).body("{\"product_id\":8}").post("/api/v1/cart/items").then().statusCode(422);
    }

    @Test
    void losesNothingWhenManyTabsAdd() throws Exception {
        catalog.put(7, 100, 1_000);
        catalog.put(8, 100, 1_000);
        List<Integer> statuses = Parallel.run(
                20,
                i -> as(USER).body(Map.of("product_id", 7 + i % 2, "quantity", 1))
                        .post("/api/v1/cart/items")
                        .statusCode());
        assertThat(statuses).containsOnly(200);
        as(USER).get("/api/v1/cart").then().body("quantity", equalTo(20)).body("items.quantity", contains(10, 10));
    }

    @Test
    void isNobodyElses() {
        catalog.put(7, 100, 10);
        putIntoCart(USER, 7, 1);
        as(OTHER).get("/api/v1/cart").then().statusCode(200).body("items", hasSize(0));
        given().get("/api/v1/cart").then().statusCode(401).body("message", equalTo("Unauthorized"));
        given().header("Authorization", "Bearer " + TestTokens.service("catalog-service", "x"))
                .get("/api/v1/cart")
                .then()
                .statusCode(403);
    }
}
