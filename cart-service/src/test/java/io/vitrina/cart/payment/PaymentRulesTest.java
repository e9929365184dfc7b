package io.vitrina.cart.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vitrina.cart.database.Sql;
import io.vitrina.cart.testing.Parallel;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PaymentRulesTest extends OpenPaymentTest {

    @Inject
    PaymentStates states;

    @Inject
    PaymentPoller poller;

    @Inject
    Sql sql;

    @ParameterizedTest
    @CsvSource({"10001,RUB,true", "9999,RUB,true", "10000,USD,true", "10000,RUB,false"})
    void wantsAReviewWhenTheProviderTellsSomethingElse(long amount, String currency, boolean ours) {
        String id = ours ? payment.toString() : UUID.randomUUID().toString();
        states.apply(payment, told(ProviderPayment.State.SUCCEEDED, amount, currency, id));
        assertThat(status(payment)).isEqualTo("review");
        assertThat(orderStatus()).isEqualTo("pending");
        assertThat(paymentOf(USER, payment).getLong("captured_amount")).isEqualTo(amount);
        assertThat(paymentOf(USER, payment).getString("captured_currency")).isEqualTo(currency);
        as(USER).post("/api/v1/payments/orders/" + order).then().statusCode(409);
        admin().post("/api/v1/orders/" + order + "/refund").then().statusCode(409);
    }

    @Test
    void neverMovesBackwards() {
        states.apply(payment, told(ProviderPayment.State.PROCESSING));
        assertThat(status(payment)).isEqualTo("processing");
        states.apply(payment, told(ProviderPayment.State.PENDING));
        assertThat(status(payment)).isEqualTo("processing");
        states.apply(payment, told(ProviderPayment.State.SUCCEEDED));
        states.apply(payment, told(ProviderPayment.State.CANCELED));
        states.apply(payment, told(ProviderPayment.State.PENDING));
        assertThat(status(payment)).isEqualTo("succeeded");
        assertThat(orderOf(USER, order).getList("history.status")).containsExactly("pending", "paid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "action", "action=", "action=%", "action=%zz", "%zz=1", "action=pay%00"})
    void takesNoFormForAButtonThatIsNotThere(String form) {
        given().contentType(ContentType.URLENC)
                .body(form)
                .post("/api/v1/payments/mock/" + payment)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("action"));
        assertThat(status(payment)).isEqualTo("pending");
    }

    @Test
    void letsTheBuyerTryAgainAfterAFailure() {
        webhook("e1", "payment.failed", payment).then().statusCode(200);
        assertThat(status(payment)).isEqualTo("failed");
        assertThat(catalog.status(order)).isEqualTo("held");
        UUID second = payment(USER, order);
        assertThat(second).isNotEqualTo(payment);
        pay("e2", second);
        assertThat(orderOf(USER, order).getString("payment.id")).isEqualTo(second.toString());
        pay("e3", payment);
        assertThat(status(payment)).isEqualTo("refunded");
        assertThat(orderStatus()).isEqualTo("paid");
    }

    @Test
    void appliesAnEventOnceWhateverItSaysTheSecondTime() {
        webhook("e1", "payment.failed", payment).then().statusCode(200);
        pay("e1", payment);
        as(USER).post("/api/v1/payments/" + payment + "/sync")
                .then()
                .statusCode(200)
                .body("status", equalTo("failed"));
        webhook("other", "payment.renamed", payment).then().statusCode(200);
        assertThat(count("webhook_inbox")).isEqualTo(2);
    }

    @Test
    void appliesADoubledEventOnce() throws Exception {
        List<Integer> statuses = new ArrayList<>(Parallel.run(
                32, i -> webhook("same", "payment.succeeded", payment).statusCode()));
        for (int i = 0; i < 10; i++) {
            statuses.add(webhook("same", "payment.succeeded", payment).statusCode());
        }
        assertThat(statuses).hasSize(42).containsOnly(200);
        assertThat(orderOf(USER, order).getList("history.status")).containsExactly("pending", "paid");
        eventually("sold once", () -> catalog.status(order).equals("committed"));
        assertThat(count("webhook_inbox")).isEqualTo(1);
    }

    @Test
    void decidesNothingAtTheMockWhileAnotherDeliveryOfTheEventIsUnderWay() {
        during(
                "INSERT INTO webhook_inbox VALUES ('mock', 'e1', now())",
                () -> webhook("e1", "payment.succeeded", payment).then().statusCode(503));
        assertThat(count("mock_payment WHERE state = 'pending'")).isEqualTo(1);
        webhook("e1", "payment.failed", payment).then().statusCode(200);
        pay("e1", payment);
        assertThat(count("mock_payment WHERE state = 'declined'")).isEqualTo(1);
        assertThat(status(payment)).isEqualTo("failed");
    }

    @Test
    void takesMoneyThatComesAfterTheExpiryAndBeforeTheSweeper() {
        // In one transaction, so that the service's own sweeper can't come in between.
        QuarkusTransaction.requiringNew().run(() -> {
            sql.update("UPDATE orders SET expires_at = now() - interval '3 seconds'");
            states.apply(payment, told(ProviderPayment.State.SUCCEEDED));
        });
        assertThat(orderOf(USER, order).getList("history.status")).containsExactly("pending", "paid");
        eventually("sold", () -> catalog.status(order).equals("committed"));
    }

    @Test
    void findsOutByItselfWhenTheNotificationIsLost() {
        sql("UPDATE mock_payment SET state = 'succeeded'");
        sql("UPDATE payment SET next_check_at = now() - interval '1 second'");
        poller.poll();
        assertThat(orderStatus()).isEqualTo("paid");
        assertThat(count("payment WHERE next_check_at IS NOT NULL")).isZero();
    }

    @Test
    void opensAPaymentAgainWhoseAnswerNeverCame() {
        sql("UPDATE payment SET provider_payment_id = NULL, confirmation_url = NULL");
        sql("DELETE FROM mock_payment");
        assertThat(id(as(USER).post("/api/v1/payments/orders/" + order), 200)).isEqualTo(payment);
        assertThat(paymentOf(USER, payment).getString("confirmation_url")).endsWith("/mock/" + payment);
        sql("UPDATE payment SET provider_payment_id = NULL, confirmation_url = NULL, attempts = 3");
        UUID second = payment(USER, order);
        assertThat(second).isNotEqualTo(payment);
        assertThat(status(payment)).isEqualTo("failed");
    }

    @Test
    void opensOnePaymentWhenAskedManyTimesAtOnce() throws Exception {
        UUID next = order(USER, 7);
        List<String> ids = Parallel.run(
                20,
                i -> as(USER).post("/api/v1/payments/orders/" + next).jsonPath().getString("id"));
        assertThat(ids).hasSize(20).containsOnly(ids.getFirst());
        assertThat(count("payment WHERE order_id = '" + next + "'")).isEqualTo(1);
    }

    @Test
    void keepsTheGoodsOfAShippedOrderThatIsRefunded() {
        pay("e1", payment);
        eventually("sold", () -> catalog.status(order).equals("committed"));
        admin().post("/api/v1/orders/" + order + "/ship").then().statusCode(200);
        admin().post("/api/v1/orders/" + order + "/refund")
                .then()
                .statusCode(200)
                .body("status", equalTo("refunded"));
        assertThat(count("outbox WHERE kind = 'reservation.return'")).isZero();
        assertThat(catalog.status(order)).isEqualTo("committed");
    }

    @Test
    void sellsStockThatExpiredButIsStillThere() {
        catalog.expire(order);
        assertThat(catalog.available(7)).isEqualTo(PIECES);
        pay("e1", payment);
        eventually("sold", () -> catalog.status(order).equals("committed"));
        assertThat(catalog.available(7)).isEqualTo(PIECES - 1);
        assertThat(orderStatus()).isEqualTo("paid");
    }

    @Test
    void givesTheMoneyBackWhenThePaidStockIsGone() {
        catalog.expire(order);
        catalog.put(7, 10_000, 0);
        pay("e1", payment);
        eventually("refunded", () -> orderStatus().equals("refunded"));
        assertThat(status(payment)).isEqualTo("refunded");
        eventually("nothing is left to tell the catalogue", () -> count("outbox WHERE kind <> 'mail'") == 0);
        assertThat(catalog.available(7)).isZero();
    }

    @Test
    void believesOnlySignedNotifications() {
        String body = "{\"event_id\":\"e\",\"type\":\"payment.succeeded\",\"payment_id\":\"" + payment + "\"}";
        String good = signature(body);
        for (String bad : List.of(
                "",
                "sha256=",
                "sha256=00",
                good.substring(0, good.length() - 1) + "g",
                good.toUpperCase(),
                good.substring(7))) {
            given().header("X-Mock-Signature", bad)
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post("/api/v1/payments/webhook/mock")
                    .then()
                    .statusCode(401);
        }
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/payments/webhook/mock")
                .then()
                .statusCode(401);
        given().header("X-Mock-Signature", good)
                .contentType(ContentType.JSON)
                .body(body + " ")
                .post("/api/v1/payments/webhook/mock")
                .then()
                .statusCode(401);
        given().body(body).post("/api/v1/payments/webhook/nobody").then().statusCode(404);
        given().body(body).post("/api/v1/payments/webhook/stripe").then().statusCode(404);
        assertThat(orderStatus()).isEqualTo("pending");
    }

    @Test
    void verifiesTheBytesAsTheyCame() {
        String odd = "{\r\n  \"type\" : \"payment.succeeded\",\t\"note\":\"\\u0416\u0416" + "x".repeat(200_000)
                + "\",\n\"payment_id\":\"" + payment + "\" , \"event_id\":\"odd\"}  ";
        signed(odd).then().statusCode(200);
        assertThat(orderStatus()).isEqualTo("paid");
    }

    @Test
    void tellsASignedSenderWhatIsWrong() {
        signed("{").then().statusCode(400);
        signed("{}").then().statusCode(400);
        signed("{\"event_id\":\"e\",\"type\":\"payment.succeeded\",\"payment_id\":\"x\"}")
                .then()
                .statusCode(400);
        webhook("e", "payment.succeeded", UUID.randomUUID()).then().statusCode(404);
        for (String eventId : List.of("\\u0000", "e\\n", "\u0436", "x".repeat(201))) {
            webhook(eventId, "payment.succeeded", payment)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("event_id"));
        }
        webhook("x".repeat(200), "payment.succeeded", payment).then().statusCode(200);
    }

    private ProviderPayment told(ProviderPayment.State state) {
        return told(state, 10_000, "RUB", payment.toString());
    }

    private ProviderPayment told(ProviderPayment.State state, long amount, String currency, String ours) {
        return new ProviderPayment(payment.toString(), state, amount, currency, ours, null, null, null, true);
    }
}
