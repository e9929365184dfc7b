package io.vitrina.cart.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.cart.testing.StubCatalog.Fault;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CheckoutTest extends ShopTest {

    private static final String ONE_OF_7 = "{\"items\":[{\"product_id\":7}]}";

    @Inject
    CheckoutSweeper sweeper;

    @Test
    void refusesAnEmptyCart() {
        as(USER).body("{}").post("/api/v1/orders").then().statusCode(422);
        assertThat(count("checkout_intent")).isZero();
    }

    @Test
    void ordersSingleItemsWithoutTouchingTheCart() {
        catalog.put(7, 100, 10);
        catalog.put(8, 100, 10);
        putIntoCart(USER, 8, 3);
        as(USER).body("{\"items\":[{\"product_id\":7,\"quantity\":2},{\"product_id\":7}]}")
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .body("items", hasSize(1))
                .body("items[0].quantity", equalTo(3))
                .body("total", equalTo(300));
        as(USER).get("/api/v1/cart").then().body("quantity", equalTo(3));
        assertThat(catalog.available(7)).isEqualTo(7);
    }

    @Test
    void namesEveryBrokenFieldOfAnOrder() {
        as(USER).body("{\"items\":[{\"quantity\":0},{\"product_id\":1,\"quantity\":10001}],\"expected_total\":-1}")
                .post("/api/v1/orders")
                .then()
                .statusCode(422)
                .body("errors.find { it.field == 'items[0].product_id' }.message", equalTo("is required"))
                .body("errors.find { it.field == 'items[0].quantity' }.message", equalTo("must be at least 1"))
                .body("errors.find { it.field == 'items[1].quantity' }.message", equalTo("must be at most 10000"))
                .body("errors.find { it.field == 'expected_total' }.message", equalTo("must not be negative"));
        as(USER).body("{\"items\":[]}").post("/api/v1/orders").then().statusCode(422);
        for (String body : List.of(
                "{\"items\":{}}",
                "{\"item\":[]}",
                "{\"expected_total\":\"1\"}",
                "{\"expected_total\":1.5}",
                "[]",
                "",
                "{")) {
            as(USER).body(body).post("/api/v1/orders").then().statusCode(400);
        }
        assertThat(count("orders")).isZero();
    }

    @Test
    void tellsWhatFallsShortAndHoldsNothing() {
        catalog.put(7, 100, 1);
        catalog.put(8, 100, 10);
        catalog.put(9, 100, 0);
        as(USER).body("{\"items\":[{\"product_id\":8},{\"product_id\":7,\"quantity\":2},{\"product_id\":9}]}")
                .post("/api/v1/orders")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:vitrina:problem:insufficient-stock"))
                .body(
                        "items",
                        equalTo(List.of(
                                Map.of("product_id", 7, "requested", 2, "available", 1),
                                Map.of("product_id", 9, "requested", 1, "available", 0))));
        assertThat(catalog.available(8)).isEqualTo(10);
        assertThat(count("checkout_intent")).isZero();
    }

    @Test
    void refusesToOrderWhatIsUnknownOrOffSaleAsTheCartDoes() {
        catalog.put(7, 100, 1);
        catalog.put(8, 100, 10);
        catalog.deactivate(8);
        as(USER).body("{\"items\":[{\"product_id\":8},{\"product_id\":7,\"quantity\":2},{\"product_id\":99}]}")
                .post("/api/v1/orders")
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of("items[0].product_id", "items[2].product_id")));
        assertThat(count("checkout_intent")).isZero();
    }

    @Test
    void refusesACartOfWhichSomethingWentOffSaleAsAConflict() {
        catalog.put(7, 100, 5);
        putIntoCart(USER, 7, 1);
        catalog.deactivate(7);
        as(USER).body("{\"items\":null}")
                .post("/api/v1/orders")
                .then()
                .statusCode(409)
                .body("items", equalTo(List.of(Map.of("product_id", 7, "requested", 1, "available", 0))));
        as(USER).get("/api/v1/cart").then().body("quantity", equalTo(1)).body("items[0].purchasable", equalTo(false));
    }

    @Test
    void refusesAnotherTotalThanTheBuyerSaw() {
        catalog.put(7, 100, 2);
        putIntoCart(USER, 7, 2);
        catalog.reprice(7, 130);
        as(USER).body("{\"expected_total\":200}")
                .post("/api/v1/orders")
                .then()
                .statusCode(409)
                .body("total", equalTo(260))
                .body("items", hasSize(1))
                .body("items[0].price", equalTo(130))
                .body("items[0].line_total", equalTo(260));
        assertThat(catalog.available(7)).isEqualTo(2);
        as(USER).body("{\"expected_total\":260}")
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .body("total", equalTo(260));
    }

    @Test
    void answersUnavailableAndChangesNothingWhileTheCatalogueIsAway() {
        catalog.put(7, 100, 2);
        putIntoCart(USER, 7, 1);
        catalog.fail(Fault.AWAY);
        as(USER).header("Idempotency-Key", "k")
                .body("{}")
                .post("/api/v1/orders")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue());
        catalog.fail(Fault.NONE);
        as(USER).get("/api/v1/cart").then().body("quantity", equalTo(1));
        eventually(
                "the breaker closes and the same key works",
                () -> as(USER).header("Idempotency-Key", "k")
                                .body("{}")
                                .post("/api/v1/orders")
                                .statusCode()
                        == 201);
        assertThat(count("orders")).isEqualTo(1);
    }

    @Test
    void givesBackWhatWasReservedWhenTheAnswerWasLost() {
        catalog.put(7, 100, 5);
        catalog.fail(Fault.ANSWER_LOST);
        as(USER).body(ONE_OF_7).post("/api/v1/orders").then().statusCode(503);
        catalog.fail(Fault.NONE);
        eventually("the stock is back", () -> catalog.available(7) == 5);
        assertThat(count("orders")).isZero();
        assertThat(count("checkout_intent")).isZero();
    }

    @Test
    void givesBackTheStockOfACheckoutThatDied() {
        catalog.put(7, 100, 5);
        UUID dead = UUID.randomUUID();
        sql("INSERT INTO checkout_intent VALUES ('" + dead + "', now() - interval '10 minutes')");
        sweeper.sweep();
        eventually("the release arrives", () -> catalog.status(dead).equals("released"));
        assertThat(count("checkout_intent")).isZero();
    }

    @Test
    void makesOneOrderOfAHundredIdenticalCalls() throws Exception {
        catalog.put(7, 100, 500);
        putIntoCart(USER, 7, 2);
        List<String> bodies = Parallel.run(100, i -> {
            AtomicReference<Response> last = new AtomicReference<>();
            eventually("the first call has answered", () -> {
                last.set(place("same"));
                return last.get().statusCode() != 409;
            });
            Response response = last.get();
            return response.statusCode() + response.asString();
        });
        assertThat(bodies).hasSize(100).containsOnly(bodies.getFirst()).allMatch(body -> body.startsWith("201"));
        assertThat(count("orders")).isEqualTo(1);
        assertThat(catalog.available(7)).isEqualTo(498);
        String order = new JsonPath(bodies.getFirst().substring(3)).getString("id");
        List<String> payments = Parallel.run(100, i -> {
            AtomicReference<String> id = new AtomicReference<>();
            // A hundred wait for one row: whoever waits too long is told to come again.
            eventually("the payment is open", () -> {
                id.set(as(USER).post("/api/v1/payments/orders/" + order).path("id"));
                return id.get() != null;
            });
            return id.get();
        });
        assertThat(payments).hasSize(100).containsOnly(payments.getFirst());
        assertThat(count("payment")).isEqualTo(1);
        assertThat(count("mock_payment")).isEqualTo(1);
    }

    @Test
    void makesOneOrderOfOneCartWhateverTheKeys() throws Exception {
        catalog.put(7, 100, 500);
        putIntoCart(USER, 7, 2);
        List<Integer> statuses = Parallel.run(20, i -> place("key-" + i).statusCode());
        assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 409 || status == 422);
        assertThat(count("orders")).isEqualTo(1);
        eventually("all other stock is back", () -> catalog.available(7) == 498);
    }

    @Test
    void sellsTheLastPiecesOnce() throws Exception {
        catalog.put(7, 100, 10);
        List<Integer> statuses = Parallel.run(
                60, i -> as(100 + i).body(ONE_OF_7).post("/api/v1/orders").statusCode());
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(50);
        assertThat(catalog.available(7)).isZero();
    }

    @Test
    void allowsFiftyPendingOrdersAUserAlsoInARace() throws Exception {
        catalog.put(7, 100, 1_000);
        IntStream.range(0, 45).forEach(i -> order(USER, 7));
        List<Integer> statuses = Parallel.run(
                20, i -> as(USER).body(ONE_OF_7).post("/api/v1/orders").statusCode());
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(5);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(15);
        assertThat(count("orders")).isEqualTo(50);
        eventually("only ordered stock is held", () -> catalog.available(7) == 950);
    }

    private static Response place(String key) {
        return as(USER).header("Idempotency-Key", key).body("{}").post("/api/v1/orders");
    }
}
