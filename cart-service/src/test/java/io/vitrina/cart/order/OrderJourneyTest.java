package io.vitrina.cart.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderJourneyTest extends ShopTest {

    @Inject
    MeterRegistry metrics;

    @Test
    void ordersTheCartAndEmptiesIt() {
        catalog.put(7, 100, 10);
        catalog.put(9, 250, 10);
        putIntoCart(USER, 7, 2);
        putIntoCart(USER, 9, 1);
        var response = as(USER).body("{}").post("/api/v1/orders");
        UUID id = id(response, 201);
        response.then()
                .header("Location", "/api/v1/orders/" + id)
                .body("number", matchesPattern("\\d{4}-[0-9A-Z]{5}-[0-9A-Z]{5}"))
                .body("user_id", equalTo(17))
                .body("status", equalTo("pending"))
                .body("items.product_id", contains(7, 9))
                .body("items[0].sku", equalTo("SKU-7"))
                .body("items[0].name", equalTo("Product 7"))
                .body("items[0].line_total", equalTo(200))
                .body("total", equalTo(450))
                .body("currency", equalTo("RUB"))
                .body("payment", nullValue())
                .body("history", hasSize(1))
                .body("history[0].status", equalTo("pending"))
                .body("history[0].by", equalTo("user:17"));
        assertThat(as(USER).get("/api/v1/orders/" + id).asString()).isEqualTo(response.asString());
        as(USER).get("/api/v1/cart").then().body("items", hasSize(0));
        assertThat(catalog.available(7)).isEqualTo(8);
        assertThat(catalog.status(id)).isEqualTo("held");
    }

    @Test
    void paysAnOrderByTheSignedWebhook() {
        catalog.put(7, 100, 10);
        UUID order = order(USER, 7);
        var opened = as(USER).post("/api/v1/payments/orders/" + order);
        UUID payment = id(opened, 201);
        opened.then()
                .body("order_id", equalTo(order.toString()))
                .body("provider", equalTo("mock"))
                .body("status", equalTo("pending"))
                .body("amount", equalTo(100))
                .body("currency", equalTo("RUB"))
                .body("confirmation_url", equalTo("http://localhost:8000/api/v1/payments/mock/" + payment));
        assertThat(id(as(USER).post("/api/v1/payments/orders/" + order), 200)).isEqualTo(payment);

        webhook("evt-1", "payment.succeeded", payment).then().statusCode(200);

        assertThat(paymentOf(USER, payment).getString("status")).isEqualTo("succeeded");
        var paid = orderOf(USER, order);
        assertThat(paid.getString("status")).isEqualTo("paid");
        assertThat(paid.getList("history.by")).containsExactly("user:17", "payment:mock");
        assertThat(paid.getString("payment.id")).isEqualTo(payment.toString());
        assertThat(paid.getString("payment.status")).isEqualTo("succeeded");
        eventually("the stock is sold", () -> catalog.status(order).equals("committed"));
        eventually("and nobody is to be told any more", () -> count("outbox") == 0);
        as(USER).post("/api/v1/payments/orders/" + order).then().statusCode(409);
    }

    @Test
    void cancelsAPendingOrderAndGivesTheStockBack() {
        catalog.put(7, 100, 10);
        UUID order = order(USER, 7);
        UUID payment = payment(USER, order);
        as(USER).post("/api/v1/orders/" + order + "/cancel")
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("payment.status", equalTo("cancelled"));
        eventually("the stock is back", () -> catalog.available(7) == 10);
        as(USER).post("/api/v1/orders/" + order + "/cancel").then().statusCode(409);

        Counter orphaned = metrics.counter("vitrina.payment.orphaned");
        double before = orphaned.count();
        webhook("late", "payment.succeeded", payment).then().statusCode(200);
        webhook("late", "payment.succeeded", payment).then().statusCode(200);

        assertThat(orphaned.count() - before).isEqualTo(1);
        assertThat(orderOf(USER, order).getString("status")).isEqualTo("cancelled");
        assertThat(paymentOf(USER, payment).getString("status")).isEqualTo("refunded");
        assertThat(paymentOf(USER, payment).getLong("refunded_amount")).isEqualTo(100);
    }

    @Test
    void refundsInPartsAndThenWhole() {
        catalog.put(7, 100, 10);
        UUID order = paidOrder(USER, 7);
        String payment = orderOf(USER, order).getString("payment.id");
        admin().body("{\"amount\":30}")
                .post("/api/v1/payments/" + payment + "/refunds")
                .then()
                .statusCode(201)
                .body("status", equalTo("succeeded"))
                .body("amount", equalTo(30))
                .body("payment.status", equalTo("partially_refunded"));
        assertThat(orderOf(USER, order).getString("status")).isEqualTo("paid");
        admin().body("{\"amount\":71}")
                .post("/api/v1/payments/" + payment + "/refunds")
                .then()
                .statusCode(409);
        admin().post("/api/v1/orders/" + order + "/refund")
                .then()
                .statusCode(200)
                .body("status", equalTo("refunded"))
                .body("payment.status", equalTo("refunded"));
        eventually("the stock is back", () -> catalog.available(7) == 10);
        admin().post("/api/v1/orders/" + order + "/refund").then().statusCode(409);
    }

    @Test
    void shipsDeliversAndListsOrders() {
        catalog.put(7, 100, 10);
        UUID order = paidOrder(USER, 7);
        admin().post("/api/v1/orders/" + order + "/ship").then().statusCode(200).body("status", equalTo("shipped"));
        admin().post("/api/v1/orders/" + order + "/deliver")
                .then()
                .statusCode(200)
                .body("status", equalTo("delivered"))
                .body("history.status", contains("pending", "paid", "shipped", "delivered"))
                .body("history[3].by", equalTo("admin:1"));
        order(USER, 7);
        UUID newest = order(USER, 7);
        order(OTHER, 7);
        as(USER).get("/api/v1/orders/me?size=2")
                .then()
                .statusCode(200)
                .body("total", equalTo(3))
                .body("pages", equalTo(2))
                .body("items[0].id", equalTo(newest.toString()));
        String cursor = as(USER).get("/api/v1/orders/me?size=2").path("next_cursor");
        as(USER).queryParam("cursor", cursor)
                .queryParam("size", 2)
                .get("/api/v1/orders/me")
                .then()
                .statusCode(200)
                .body("items.id", contains(order.toString()))
                .body("total", nullValue())
                .body("next_cursor", nullValue());
        as(USER).get("/api/v1/orders/me?status=delivered").then().body("items", hasSize(1));
        as(USER).queryParam("cursor", cursor)
                .queryParam("status", "paid")
                .get("/api/v1/orders/me")
                .then()
                .statusCode(400);
        as(OTHER)
                .get("/api/v1/orders/me?status=shipped")
                .then()
                .body("items", hasSize(0))
                .body("total", equalTo(0));
        admin().get("/api/v1/orders?user_id=17").then().body("total", equalTo(3));
        admin().get("/api/v1/orders?from=2100-01-01T00:00:00Z").then().body("total", equalTo(0));
        admin().get("/api/v1/orders?status=nonsense").then().statusCode(400);
    }

    @Test
    void paysOnThePageOfTheMockProvider() {
        catalog.put(7, 199_950, 10);
        UUID order = order(USER, 7);
        UUID payment = payment(USER, order);
        String page = "/api/v1/payments/mock/" + payment;
        var shown = io.restassured.RestAssured.given().get(page);
        shown.then().statusCode(200).header("Content-Type", "text/html;charset=UTF-8");
        assertThat(shown.asString()).contains("1999.50 RUB", "value=\"pay\"", "value=\"decline\"");
        assertThat(shown.header("Content-Security-Policy")).startsWith("default-src 'none'");
        io.restassured.RestAssured.given()
                .redirects()
                .follow(false)
                .formParam("action", "pay")
                .post(page)
                .then()
                .statusCode(303)
                .header("Location", page);
        assertThat(orderOf(USER, order).getString("status")).isEqualTo("paid");
        assertThat(io.restassured.RestAssured.given().get(page).asString()).contains("Paid.");
    }
}
