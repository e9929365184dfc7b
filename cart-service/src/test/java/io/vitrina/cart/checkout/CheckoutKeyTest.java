package io.vitrina.cart.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vitrina.cart.testing.ShopTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an Idempotency-Key is good for at checkout. */
@QuarkusTest
class CheckoutKeyTest extends ShopTest {

    private static final String ONE_OF_7 = "{\"items\":[{\"product_id\":7}]}";

    @Test
    void replaysTheFirstAnswerByteForByte() {
        catalog.put(7, 100, 5);
        Response first =
                as(USER).header("Idempotency-Key", "key-1").body(ONE_OF_7).post("/api/v1/orders");
        first.then().statusCode(201).header("Idempotent-Replayed", nullValue());
        Response again = as(USER).header("Idempotency-Key", "key-1")
                .body("{ \"items\" : [ { \"product_id\" : 7 } ] }")
                .post("/api/v1/orders");
        again.then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .header("Location", first.header("Location"))
                .header("Content-Type", first.header("Content-Type"));
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        as(USER).header("Idempotency-Key", "key-1")
                .body("{\"items\":[{\"product_id\":7,\"quantity\":2}]}")
                .post("/api/v1/orders")
                .then()
                .statusCode(422);
        as(OTHER)
                .header("Idempotency-Key", "key-1")
                .body(ONE_OF_7)
                .post("/api/v1/orders")
                .then()
                .statusCode(201);
        assertThat(count("orders")).isEqualTo(2);
    }

    @Test
    void replaysARefusalToo() {
        catalog.put(7, 100, 0);
        Response first =
                as(USER).header("Idempotency-Key", "key-1").body(ONE_OF_7).post("/api/v1/orders");
        catalog.put(7, 100, 5);
        Response again =
                as(USER).header("Idempotency-Key", "key-1").body(ONE_OF_7).post("/api/v1/orders");
        first.then().statusCode(409).contentType("application/problem+json");
        again.then().statusCode(409).contentType("application/problem+json").header("Idempotent-Replayed", "true");
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(count("orders")).isZero();
    }

    @Test
    void replaysTheRefusalOfAnEmptyCart() {
        Response first = place("key-1");
        catalog.put(7, 100, 5);
        putIntoCart(USER, 7, 1);
        Response again = place("key-1");
        first.then().statusCode(422).header("Idempotent-Replayed", nullValue());
        again.then().statusCode(422).header("Idempotent-Replayed", "true");
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(count("checkout_intent")).isZero();
        place("key-2").then().statusCode(201);
    }

    @Test
    void replaysTheRefusalOfOnePendingOrderTooMany() {
        catalog.put(7, 100, 100);
        unpaidOrders(50, USER, 7, 100);
        sql("UPDATE orders SET user_id = " + USER);
        Response first =
                as(USER).header("Idempotency-Key", "key-1").body(ONE_OF_7).post("/api/v1/orders");
        sql("UPDATE orders SET status = 'cancelled'");
        Response again =
                as(USER).header("Idempotency-Key", "key-1").body(ONE_OF_7).post("/api/v1/orders");
        first.then().statusCode(409).header("Idempotent-Replayed", nullValue());
        again.then().statusCode(409).header("Idempotent-Replayed", "true");
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    }

    @Test
    void keepsNoKeyForARequestThatIsInvalidByItself() {
        String tooMany = IntStream.rangeClosed(1, 101)
                .mapToObj(id -> "{\"product_id\":" + id + "}")
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
        for (String invalid : List.of(tooMany, "{\"items\":[]}")) {
            as(USER).header("Idempotency-Key", "key-1")
                    .body(invalid)
                    .post("/api/v1/orders")
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo("items"));
        }
        as(USER).header("Idempotency-Key", "key-1")
                .body("{\"item\":1}")
                .post("/api/v1/orders")
                .then()
                .statusCode(400);
        assertThat(count("idempotency_key")).isZero();
    }

    @Test
    void refusesKeysThatAreNoKeys() {
        catalog.put(7, 100, 5);
        for (String key : List.of("", "a".repeat(256), "a\tb")) {
            as(USER).header("Idempotency-Key", key)
                    .body(ONE_OF_7)
                    .post("/api/v1/orders")
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("Idempotency-Key"));
        }
        assertThat(count("idempotency_key")).isZero();
        assertThat(count("orders")).isZero();
    }

    @Test
    void answersConflictWhileTheFirstCallIsInFlight() {
        catalog.put(7, 100, 5);
        as(USER).header("Idempotency-Key", "key-1")
                .body(ONE_OF_7)
                .post("/api/v1/orders")
                .then()
                .statusCode(201);
        sql("UPDATE idempotency_key SET status = NULL, body = NULL");
        as(USER).header("Idempotency-Key", "key-1")
                .body(ONE_OF_7)
                .post("/api/v1/orders")
                .then()
                .statusCode(409)
                .header("Retry-After", "1");
        sql("UPDATE idempotency_key SET claimed_at = now() - interval '2 minutes'");
        as(USER).header("Idempotency-Key", "key-1")
                .body(ONE_OF_7)
                .post("/api/v1/orders")
                .then()
                .statusCode(201);
        sql("UPDATE idempotency_key SET claimed_at = now() - interval '25 hours'");
        as(USER).header("Idempotency-Key", "key-1")
                .body("{\"items\":[{\"product_id\":7,\"quantity\":2}]}")
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue());
    }

    private static Response place(String key) {
        return as(USER).header("Idempotency-Key", key).body("{}").post("/api/v1/orders");
    }
}
