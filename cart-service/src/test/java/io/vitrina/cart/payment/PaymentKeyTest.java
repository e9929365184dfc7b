package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an Idempotency-Key is good for when money moves, and the bodies that are part of such a call. */
@QuarkusTest
class PaymentKeyTest extends OpenPaymentTest {

    @Inject
    PaymentPoller poller;

    @Test
    void takesNoFieldsWhereThereAreNone() {
        String open = "/api/v1/payments/orders/" + order;
        List<String> paths = List.of(
                open,
                "/api/v1/payments/" + payment + "/sync",
                "/api/v1/orders/" + order + "/cancel",
                "/api/v1/orders/" + order + "/ship",
                "/api/v1/orders/" + order + "/deliver",
                "/api/v1/orders/" + order + "/refund");
        for (String path : paths) {
            admin().body("{\"note\":1}").post(path).then().statusCode(400).body("errors[0].field", equalTo("note"));
            for (String bad : List.of("{", "[]", "null", "1", "{} {}")) {
                admin().body(bad).post(path).then().statusCode(400);
            }
            admin().contentType(ContentType.TEXT).body("{}").post(path).then().statusCode(415);
        }
        as(USER).body("{}").post(open).then().statusCode(200);
        as(USER).contentType(ContentType.URLENC).post(open).then().statusCode(200);
        assertThat(orderStatus()).isEqualTo("pending");
    }

    @Test
    void opensOnePaymentForOneKeyWithAnEmptyBodyOrNone() {
        UUID next = order(USER, 7);
        String path = "/api/v1/payments/orders/" + next;
        var first = as(USER).header("Idempotency-Key", "p1").post(path);
        var again = as(USER).header("Idempotency-Key", "p1").body("{}").post(path);
        first.then().statusCode(201);
        again.then().statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        as(USER).header("Idempotency-Key", "p1")
                .body("{}")
                .post("/api/v1/payments/orders/" + order)
                .then()
                .statusCode(422);
    }

    @Test
    void refundsOnceForOneKeyAlsoWhenTheFirstTryEndedInAFault() {
        pay("e1", payment);
        String path = "/api/v1/payments/" + payment + "/refunds";
        whileTheMockRefundsNothing(() -> admin().header("Idempotency-Key", "r1")
                .body("{\"amount\":4000}")
                .post(path)
                .then()
                .statusCode(503));
        assertThat(count("refund WHERE status = 'pending'")).isEqualTo(1);
        admin().header("Idempotency-Key", "r1")
                .body("{\"amount\":5000}")
                .post(path)
                .then()
                .statusCode(422);
        admin().header("Idempotency-Key", "r1")
                .body("{\"amount\":4000}")
                .post(path)
                .then()
                .statusCode(201)
                .body("amount", equalTo(4_000));
        sql("UPDATE refund SET next_check_at = now() - interval '1 second'");
        poller.poll();
        assertThat(count("refund")).isEqualTo(1);
        assertThat(count("mock_payment WHERE refunded = 4000")).isEqualTo(1);
        assertThat(paymentOf(USER, payment).getLong("refunded_amount")).isEqualTo(4_000);
    }

    @Test
    void refundsOnceForOneKey() {
        pay("e1", payment);
        String path = "/api/v1/payments/" + payment + "/refunds";
        var first = admin().header("Idempotency-Key", "r1")
                .body("{\"amount\":4000}")
                .post(path);
        var again = admin().header("Idempotency-Key", "r1")
                .body("{\"amount\":4000}")
                .post(path);
        first.then().statusCode(201);
        again.then().statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(again.asString()).isEqualTo(first.asString());
        admin().header("Idempotency-Key", "r1")
                .body("{\"amount\":5000}")
                .post(path)
                .then()
                .statusCode(422);
        assertThat(paymentOf(USER, payment).getLong("refunded_amount")).isEqualTo(4_000);
        admin().body("{\"amount\":0}").post(path).then().statusCode(422);
        admin().body("{\"amount\":\"1\"}").post(path).then().statusCode(400);
    }
}
