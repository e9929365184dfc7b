package io.vitrina.cart.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.cart.testing.StubCatalog.Fault;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cart does not take, and in which words. */
@QuarkusTest
class CartRefusalsTest extends ShopTest {

    @Test
    void refusesAHiddenProductAsSuchThoughItIsSoldOutToo() {
        catalog.put(7, 100, 0);
        catalog.put(8, 100, 0);
        catalog.deactivate(7);
        as(USER).body("{\"product_id\":7}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(422)
                .body("errors.field", contains("product_id"));
        as(USER).body("{\"quantity\":1}").put("/api/v1/cart/items/7").then().statusCode(422);
        as(USER).body("{\"product_id\":8}").post("/api/v1/cart/items").then().statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 501, 1_000})
    void refusesMoreProductsThanACartHoldsWithoutAskingTheCatalogue(int products) {
        String body = IntStream.rangeClosed(1, products)
                .mapToObj(id -> "{\"product_id\":" + id + "}")
                .collect(Collectors.joining(",", "[", "]"));
        as(USER).body(body).post("/api/v1/cart/items").then().statusCode(422);
        assertThat(catalog.calls()).isZero();
    }

    @Test
    void takesALongListOfOneProduct() {
        catalog.put(7, 100, 1_000);
        String body = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"product_id\":7}")
                .collect(Collectors.joining(",", "[", "]"));
        as(USER).body(body).post("/api/v1/cart/items").then().statusCode(200).body("quantity", equalTo(1_000));
    }

    @Test
    void answersUnavailableWhenTheCatalogueRefusesALookUp() {
        catalog.put(7, 100, 10);
        putIntoCart(USER, 7, 1);
        catalog.fail(Fault.REFUSED);
        as(USER).body("{\"product_id\":8}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(503)
                .header("Retry-After", "5");
        as(USER).get("/api/v1/cart").then().statusCode(200).body("stale", equalTo(true));
    }
}
