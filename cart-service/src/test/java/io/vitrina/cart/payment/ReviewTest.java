package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vitrina.cart.testing.Parallel;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money that does not match its order waits for a person, who can give back what came and no more. */
@QuarkusTest
class ReviewTest extends OpenPaymentTest {

    private static final long CAME = 10_001;

    @Inject
    PaymentStates states;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void takeAKopeckTooMuch() {
        sql("UPDATE mock_payment SET amount = " + CAME);
        pay("e1", payment);
        assertThat(status(payment)).isEqualTo("review");
    }

    @Test
    void alarmsWithAReasonOncePerPayment() {
        double before = reviews("currency_mismatch");
        UUID second = order(USER, 7);
        UUID wrong = payment(USER, second);
        sql("UPDATE mock_payment SET currency = 'USD' WHERE id = '" + wrong + "'");
        pay("e2", wrong);
        pay("e3", wrong);
        assertThat(status(wrong)).isEqualTo("review");
        assertThat(reviews("currency_mismatch") - before).isEqualTo(1);
    }

    private double reviews(String reason) {
        return metrics.counter("vitrina.payment.review", "reason", reason).count();
    }

    @Test
    void tellsWhyAndWhatCame() {
        admin().get("/api/v1/payments/" + payment)
                .then()
                .body("failure_code", equalTo("amount_mismatch"))
                .body("amount", equalTo((int) PRICE))
                .body("captured_amount", equalTo((int) CAME))
                .body("captured_currency", equalTo("RUB"));
    }

    @Test
    void givesBackAllThatCameAndLetsTheBuyerPayAnew() {
        refund("{}")
                .then()
                .statusCode(201)
                .body("amount", equalTo((int) CAME))
                .body("status", equalTo("succeeded"))
                .body("payment.status", equalTo("refunded"))
                .body("payment.refunded_amount", equalTo((int) CAME));
        assertThat(orderStatus()).isEqualTo("pending");
        assertThat(catalog.status(order)).isEqualTo("held");
        assertThat(count("refund WHERE requested_by = 'admin:1'")).isEqualTo(1);
        refund("{}").then().statusCode(409);
        webhook("e2", "payment.succeeded", payment(USER, order)).then().statusCode(200);
        assertThat(orderStatus()).isEqualTo("paid");
        booksAgree();
    }

    @Test
    void staysInReviewUntilAllIsBack() {
        refund("{\"amount\":1}").then().statusCode(201).body("payment.status", equalTo("review"));
        assertThat(orderStatus()).isEqualTo("pending");
        booksAgree();
        refund("{\"amount\":10001}").then().statusCode(409);
        refund("{\"amount\":10000}").then().statusCode(201).body("payment.status", equalTo("refunded"));
        booksAgree();
    }

    @Test
    void givesBackNoMoreThanCameHoweverManyAsk() throws Exception {
        List<Integer> sixty = Parallel.run(30, i -> refund("{\"amount\":6000}").statusCode());
        assertThat(sixty).containsOnlyOnce(201);
        assertThat(sixty.stream().filter(status -> status == 409)).hasSize(29);
        List<Integer> rest = Parallel.run(10, i -> refund("{}").statusCode());
        assertThat(rest).containsOnlyOnce(201);
        assertThat(paymentOf(USER, payment).getLong("refunded_amount")).isEqualTo(CAME);
        assertThat(status(payment)).isEqualTo("refunded");
    }

    @Test
    void refundsOnceForOneKey() {
        Response first =
                admin().header("Idempotency-Key", "r").body("{\"amount\":4000}").post(path());
        Response again =
                admin().header("Idempotency-Key", "r").body("{\"amount\":4000}").post(path());
        first.then().statusCode(201);
        again.then().statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(paymentOf(USER, payment).getLong("refunded_amount")).isEqualTo(4_000);
    }

    @Test
    void leavesACancelledOrderCancelled() {
        admin().post("/api/v1/orders/" + order + "/cancel").then().statusCode(200);
        assertThat(status(payment)).isEqualTo("review");
        refund("{}").then().statusCode(201).body("payment.status", equalTo("refunded"));
        assertThat(orderOf(USER, order).getList("history.status")).containsExactly("pending", "cancelled");
        booksAgree();
    }

    @Test
    void leavesAnOrderAloneThatOtherMoneyPaid() {
        UUID second = order(USER, 7);
        UUID abandoned = payment(USER, second);
        sql("UPDATE payment SET provider_payment_id = NULL, attempts = 3 WHERE id = '" + abandoned + "'");
        UUID good = payment(USER, second);
        pay("e2", good);
        sql("UPDATE mock_payment SET amount = 1 WHERE id = '" + abandoned + "'");
        pay("e3", abandoned);
        assertThat(status(abandoned)).isEqualTo("review");
        admin().post("/api/v1/payments/" + abandoned + "/refunds").then().statusCode(201);
        assertThat(status(abandoned)).isEqualTo("refunded");
        assertThat(orderOf(USER, second).getString("status")).isEqualTo("paid");
        admin().post("/api/v1/orders/" + second + "/refund")
                .then()
                .statusCode(200)
                .body("status", equalTo("refunded"));
        assertThat(status(good)).isEqualTo("refunded");
        booksAgree();
    }

    @Test
    void learnsFromTheProviderWhatAnOlderVersionDidNotWriteDown() {
        sql("UPDATE payment SET captured = 0, captured_currency = NULL");
        refund("{}").then().statusCode(409);
        as(USER).post("/api/v1/payments/" + payment + "/sync")
                .then()
                .statusCode(200)
                .body("status", equalTo("review"))
                .body("captured_amount", equalTo((int) CAME));
        refund("{}").then().statusCode(201).body("amount", equalTo((int) CAME));
    }

    @ParameterizedTest
    @CsvSource({"-1, JPY", "-500, RUB", "10000, roubles"})
    void waitsAlsoWithAnAmountThatCannotBeRead(long amount, String currency) {
        UUID second = order(USER, 7);
        UUID unread = payment(USER, second);
        states.apply(unread, told(unread, amount, currency));
        admin().get("/api/v1/payments/" + unread)
                .then()
                .body("status", equalTo("review"))
                .body("failure_code", equalTo("amount_unreadable"))
                .body("captured_amount", equalTo(0));
        assertThat(orderOf(USER, second).getString("status")).isEqualTo("pending");
        booksAgree();
        sql("UPDATE mock_payment SET amount = " + CAME + ", state = 'succeeded'");
        states.apply(unread, told(unread, CAME, "RUB"));
        admin().body("{}")
                .post("/api/v1/payments/" + unread + "/refunds")
                .then()
                .body("amount", equalTo((int) CAME));
    }

    private static ProviderPayment told(UUID id, long amount, String currency) {
        String text = id.toString();
        return new ProviderPayment(
                text, ProviderPayment.State.SUCCEEDED, amount, currency, text, null, null, null, true);
    }

    @Test
    void isNobodysButAnAdminsToResolve() {
        as(USER).body("{}").post(path()).then().statusCode(403);
        assertThat(status(payment)).isEqualTo("review");
    }

    private Response refund(String body) {
        return admin().body(body).post(path());
    }

    private String path() {
        return "/api/v1/payments/" + payment + "/refunds";
    }

    private static void booksAgree() {
        service().get("/internal/consistency").then().statusCode(200).body("consistent", equalTo(true));
    }
}
