package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Money that goes back: by whom, from what, and what becomes of it when a bank doesn't want it. */
@QuarkusTest
class RefundRulesTest extends OpenPaymentTest {

    @Inject
    RefundBook book;

    @Inject
    PaymentPoller poller;

    @Inject
    MeterRegistry metrics;

    @Test
    void answersANotificationWhenLateMoneyCannotBeGivenBackNow() {
        as(USER).post("/api/v1/orders/" + order + "/cancel").then().statusCode(200);
        whileTheMockRefundsNothing(() -> {
            pay("e1", payment);
            assertThat(count("refund WHERE status = 'pending'")).isEqualTo(1);
        });
        sql("UPDATE refund SET next_check_at = now() - interval '1 second'");
        poller.poll();
        eventually("it is given back", () -> status(payment).equals("refunded"));
        assertThat(orderStatus()).isEqualTo("cancelled");
    }

    @Test
    void givesNothingBackForABodyThatIsNull() {
        pay("e1", payment);
        admin().body("null")
                .post("/api/v1/payments/" + payment + "/refunds")
                .then()
                .statusCode(400);
        assertThat(status(payment)).isEqualTo("succeeded");
        admin().post("/api/v1/payments/" + payment + "/refunds").then().statusCode(201);
        assertThat(status(payment)).isEqualTo("refunded");
    }

    @Test
    void givesLateMoneyBackWithoutWaitingForThePoller() {
        as(USER).post("/api/v1/orders/" + order + "/cancel").then().statusCode(200);
        pay("e1", payment);
        eventually("it is given back", () -> status(payment).equals("refunded"));
        assertThat(count("refund WHERE updated_at > created_at + interval '5 seconds'"))
                .isZero();
    }

    @Test
    void listsARefundThatFailedAfterItHadSucceeded() {
        double before = metrics.counter("vitrina.refund.bounced").count();
        pay("e1", payment);
        UUID refund = id(admin().body("{}").post("/api/v1/payments/" + payment + "/refunds"), 201);
        service().get("/internal/consistency").then().body("bounced_refunds", equalTo(List.of()));
        ProviderRefund bounced =
                new ProviderRefund(refund.toString(), ProviderRefund.State.FAILED, PRICE, "lost_or_stolen_card");
        book.apply(refund, bounced);
        book.apply(refund, bounced);
        assertThat(metrics.counter("vitrina.refund.bounced").count() - before).isEqualTo(1);
        service()
                .get("/internal/consistency")
                .then()
                .body("consistent", equalTo(true))
                .body("bounced_refunds", equalTo(List.of(refund.toString())));
        assertThat(orderStatus()).isEqualTo("refunded");
        assertThat(count("refund WHERE status = 'succeeded' AND failure_code = 'lost_or_stolen_card'"))
                .isEqualTo(1);
    }

    @Test
    void promisesNoMoneyOfAProviderThatIsNotSetUpAnyMore() {
        pay("e1", payment);
        sql("UPDATE payment SET provider = 'stripe'");
        admin().post("/api/v1/orders/" + order + "/refund").then().statusCode(503);
        admin().body("{}")
                .post("/api/v1/payments/" + payment + "/refunds")
                .then()
                .statusCode(503);
        as(USER).post("/api/v1/payments/" + payment + "/sync").then().statusCode(503);
        assertThat(count("refund")).isZero();
        assertThat(count("payment WHERE refund_promised = 0")).isEqualTo(1);
    }

    @Test
    void keepsWhatIsUnderWayAtAProviderThatIsNotSetUpAnyMore() {
        sql("UPDATE payment SET provider = 'stripe'");
        as(USER).post("/api/v1/orders/" + order + "/cancel").then().statusCode(200);
        eventually(
                "its end waits, uncounted",
                () -> count("outbox WHERE kind = 'payment.end' AND attempts = 0 AND away_since IS NOT NULL") == 1);
    }

    @Test
    void refundsOfTwoPaymentsTheOneThatHasMoneyLeft() {
        pay("e1", payment);
        sql("INSERT INTO payment (id, order_id, user_id, provider, status, amount, currency, captured, refund_promised,"
                + " created_at, updated_at) SELECT gen_random_uuid(), order_id, user_id, provider, status, amount,"
                + " currency, captured, captured, created_at - interval '1 minute', now() FROM payment");
        admin().post("/api/v1/orders/" + order + "/refund").then().statusCode(200);
        assertThat(status(payment)).isEqualTo("refunded");
    }

    @Test
    void showsThePaymentThatPaidAndNotALaterOne() {
        webhook("e1", "payment.failed", payment).then().statusCode(200);
        UUID second = payment(USER, order);
        pay("e2", payment);
        assertThat(status(second)).isEqualTo("cancelled");
        assertThat(orderOf(USER, order).getString("payment.id")).isEqualTo(payment.toString());
        admin().post("/api/v1/orders/" + order + "/refund").then().statusCode(200);
        assertThat(orderOf(USER, order).getString("payment.id")).isEqualTo(payment.toString());
        assertThat(orderOf(USER, order).getString("payment.status")).isEqualTo("refunded");
    }
}
