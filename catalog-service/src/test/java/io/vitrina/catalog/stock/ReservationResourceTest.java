package io.vitrina.catalog.stock;

import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.cart;
import static io.vitrina.catalog.Shop.command;
import static io.vitrina.catalog.Shop.onSale;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.Shop.reserve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vitrina.catalog.config.Database;
import io.vitrina.kit.testing.TestTokens;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReservationResourceTest {

    private final UUID order = UUID.randomUUID();

    @Inject
    Database database;

    @Inject
    ReservationService reservations;

    @AfterEach
    void everythingAddsUp() {
        cart().get("/internal/consistency").then().statusCode(200).body("consistent", is(true));
    }

    @Test
    void holdsAllLinesAndAnswersSnapshot() {
        long a = product("name", "A", "price", 100, "quantity", 5, "sku", "SA");
        long b = product("B", 200, 5);
        reserve(order, b, 2, a, 1, b, 1)
                .statusCode(200)
                .body("order_id", equalTo(order.toString()))
                .body("status", equalTo("held"))
                .body("items.product_id", contains((int) a, (int) b))
                .body("items.quantity", contains(1, 3))
                .body("items.price", contains(100, 200))
                .body("items[0].sku", equalTo("SA"))
                .body("items[0].currency", equalTo("RUB"));
        assertThat(onSale(a)).isEqualTo(4);
        assertThat(onSale(b)).isEqualTo(2);
        reserve(order, a, 1, b, 3).statusCode(200).body("status", equalTo("held"));
        assertThat(onSale(b)).isEqualTo(2);
        reserve(order, a, 2, b, 3).statusCode(409).body("reservation_status", equalTo("held"));
    }

    @Test
    void takesNothingWhenOneLineFallsShort() {
        long a = product("A", 1, 5);
        long b = product("B", 1, 2);
        long hidden = product("name", "C", "price", 1, "quantity", 9, "is_active", false);
        reserve(order, a, 5, b, 3, hidden, 1, 999, 1)
                .statusCode(409)
                .body("items.product_id", contains((int) b, (int) hidden, 999))
                .body("items.requested", contains(3, 1, 1))
                .body("items.available", contains(2, 0, 0))
                .body("items.on_sale", contains(true, false, false));
        assertThat(onSale(a)).isEqualTo(5);
        reserve(order, a, 5).statusCode(200);
        anyone().get("/api/v1/products").then().body("items", hasSize(1));
    }

    @Test
    void commitsAndReleasesAgainAndAgain() {
        long a = product("A", 1, 5);
        reserve(order, a, 2);
        command(order, "commit").statusCode(200).body("status", equalTo("committed"));
        command(order, "commit").statusCode(200).body("status", equalTo("committed"));
        command(order, "release").statusCode(409).body("reservation_status", equalTo("committed"));
        reserve(order, a, 2).statusCode(200).body("status", equalTo("committed"));
        assertThat(onSale(a)).isEqualTo(3);
        command(order, "return").statusCode(200).body("status", equalTo("released"));
        command(order, "return").statusCode(200);
        assertThat(onSale(a)).isEqualTo(5);
        command(order, "commit").statusCode(409).body("reservation_status", equalTo("released"));
    }

    @Test
    void letsReleaseWinThatCameBeforeItsReserve() {
        long a = product("A", 1, 5);
        command(order, "release")
                .statusCode(200)
                .body("status", equalTo("released"))
                .body("items", hasSize(0));
        reserve(order, a, 1).statusCode(409).body("reservation_status", equalTo("released"));
        assertThat(onSale(a)).isEqualTo(5);
        command(UUID.randomUUID(), "commit").statusCode(404);
        command(UUID.randomUUID(), "return").statusCode(404);
        cart().post("/internal/reservations/nonsense/commit").then().statusCode(404);
    }

    @Test
    void givesExpiredOnesBackAndTakesThemAgainOnCommit() {
        long a = product("A", 1, 5);
        UUID late = UUID.randomUUID();
        reserve(order, a, 3);
        reserve(late, a, 2);
        database.update("UPDATE reservation SET expires_at = now() - interval '1 second'");
        assertThat(reservations.expireDue(100)).isEqualTo(2);
        assertThat(reservations.expireDue(100)).isZero();
        assertThat(onSale(a)).isEqualTo(5);
        reserve(order, a, 3).statusCode(409).body("reservation_status", equalTo("expired"));
        reserve(UUID.randomUUID(), a, 1).statusCode(200);
        command(order, "commit").statusCode(200).body("status", equalTo("committed"));
        command(late, "commit")
                .statusCode(409)
                .body("items[0].available", is(1))
                .body("items[0].requested", is(2));
        command(late, "release").statusCode(200).body("status", equalTo("released"));
        assertThat(onSale(a)).isEqualTo(1);
    }

    @Test
    void looksUpManyAtOnce() {
        long a = product("name", "A", "price", 100, "quantity", 5, "sku", "SA");
        long hidden = product("name", "B", "price", 1, "quantity", 9, "is_active", false);
        reserve(order, a, 5);
        long before = database.statements();
        cart().contentType(ContentType.JSON)
                .body("{\"ids\":[" + hidden + ",999," + a + "," + a + "]}")
                .post("/internal/products/lookup")
                .then()
                .statusCode(200)
                .body("items.id", contains((int) a, (int) hidden))
                .body("items.available", contains(0, 9))
                .body("items.on_sale", contains(true, false))
                .body("items.purchasable", contains(false, false))
                .body("items[0].price", is(100));
        assertThat(database.statements() - before).isEqualTo(1);
        cart().contentType(ContentType.JSON)
                .body("{\"ids\":[]}")
                .post("/internal/products/lookup")
                .then()
                .statusCode(422);
    }

    @Test
    void opensToServicesOnly() {
        String[] paths = {"/internal/products/lookup", "/internal/reservations/" + order + "/commit"};
        for (String path : paths) {
            anyone().contentType(ContentType.JSON).body("{}").post(path).then().statusCode(401);
            admin().contentType(ContentType.JSON).body("{}").post(path).then().statusCode(403);
        }
        anyone().get("/internal/consistency").then().statusCode(401);
        admin().get("/internal/consistency").then().statusCode(403);
        anyone().auth()
                .oauth2(TestTokens.service("cart-service", "catalog:lookup"))
                .post(paths[1])
                .then()
                .statusCode(403);
        cart().contentType(ContentType.JSON)
                .body("{\"name\":\"x\"}")
                .post("/api/v1/categories")
                .then()
                .statusCode(403);
    }

    @Test
    void refusesBadQuantities() {
        long a = product("A", 1, 5);
        reserve(order, a, 0).statusCode(422).body("errors[0].field", equalTo("items[0].quantity"));
        reserve(order, a, -1).statusCode(422);
        reserve(order, a, 10_001).statusCode(422);
        reserve(order).statusCode(422);
    }
}
