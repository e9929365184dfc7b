package io.vitrina.cart.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vitrina.cart.testing.ShopTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which orders a list shows, and in which order. */
@QuarkusTest
class OrderListTest extends ShopTest {

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/orders", "/api/v1/orders/me"})
    void sortsByTheTimeOfTheOrderEitherWayAlsoByCursor(String path) {
        catalog.put(7, 100, 10);
        List<String> oldestFirst = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UUID order = order(ADMIN, 7);
            oldestFirst.add(order.toString());
        }
        assertThat(walk(path, "created_at")).isEqualTo(oldestFirst);
        assertThat(walk(path, "-created_at")).isEqualTo(oldestFirst.reversed());
        String cursor = admin().get(path + "?size=2&sort=created_at").path("next_cursor");
        admin().queryParam("cursor", cursor)
                .queryParam("size", 2)
                .get(path)
                .then()
                .statusCode(400);
    }

    private static List<String> walk(String path, String sort) {
        Response first = admin().queryParam("sort", sort).queryParam("size", 2).get(path);
        List<String> ids =
                new ArrayList<>(first.then().statusCode(200).extract().path("items.id"));
        ids.addAll(admin().queryParam("sort", sort)
                .queryParam("size", 2)
                .queryParam("cursor", first.<String>path("next_cursor"))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .path("items.id"));
        return ids;
    }

    @ParameterizedTest
    @ValueSource(strings = {"total", "CREATED_AT", "created_at,id", "-"})
    void refusesASortItDoesNotKnow(String sort) {
        for (String path : List.of("/api/v1/orders", "/api/v1/orders/me")) {
            admin().queryParam("sort", sort).get(path).then().statusCode(400).body("errors.field", hasItem("sort"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "from, -99999-01-01T00:00:00Z",
        "from, 0000-12-31T23:59:59Z",
        "to, +999999999-01-01T00:00:00Z",
        "to, +10000-01-01T00:00:00Z",
        "to, 2026-13-01T00:00:00Z"
    })
    void refusesATimeThatNobodyCanMean(String name, String time) {
        admin().queryParam(name, time)
                .get("/api/v1/orders")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(name));
    }

    @Test
    void takesTheFirstAndTheLastTimeThereAre() {
        admin().queryParam("from", "0001-01-01T00:00:00Z")
                .queryParam("to", "9999-12-31T23:59:59.999999999Z")
                .get("/api/v1/orders")
                .then()
                .statusCode(200)
                .body("total", equalTo(0));
    }
}
