package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.Quick;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.cart.testing.UnpaidOrder;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Webhook, return page, poller, buyer and admin all learn of one payment at one moment; so do many who want money back. */
@QuarkusTest
class PaymentRaceTest extends ShopTest {

    private static final int PAYMENTS = 200;

    private static final int CALLERS = 50;
    private static final int ROUNDS = 5;

    @Inject
    PaymentPoller poller;

    @Inject
    PaymentGateways gateways;

    @Test
    void endsTheSameWhoeverAsksAndHowever() throws Exception {
        catalog.put(7, 10_000, PAYMENTS);
        for (UnpaidOrder one : unpaidOrders(PAYMENTS, 30_000, 7, 10_000)) {
            sql("UPDATE payment SET next_check_at = now() - interval '1 second' WHERE id = '" + one.payment() + "'");
            String path = "/api/v1/payments/" + one.payment();
            List<Integer> statuses = Parallel.run(CALLERS, i -> switch (i % 5) {
                case 0 ->
                    Quick.webhook(i + "-" + one.payment(), "payment.succeeded", one.payment())
                            .status();
                case 1 -> Quick.post(path + "/sync", one.user(), "").status();
                case 2 -> Quick.postAsAdmin(path + "/sync", "").status();
                case 3 -> Quick.get(path + "/return").status();
                default -> {
                    poller.poll();
                    yield 200;
                }
            });
            assertThat(statuses).hasSize(CALLERS).containsOnly(200);
        }
        assertThat(count("orders WHERE status = 'paid'")).isEqualTo(PAYMENTS);
        assertThat(count("order_event WHERE status = 'paid'")).isEqualTo(PAYMENTS);
        assertThat(count("payment WHERE status = 'succeeded'")).isEqualTo(PAYMENTS);
        eventually("each is sold once", () -> catalog.reservations("committed") == PAYMENTS);
    }

    @Test
    void givesBackSixtyPercentOnceWhenFiftyAsk() throws Exception {
        UUID payment = paid();
        List<Integer> statuses = refunds(payment, 6_000);
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(CALLERS - 1);
        assertThat(count("payment WHERE refunded = 6000 AND status = 'partially_refunded'"))
                .isEqualTo(1);
    }

    @Test
    void givesBackExactlyAllWhenFiftyAskForATenth() throws Exception {
        UUID payment = paid();
        List<Integer> statuses = refunds(payment, 1_000);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(CALLERS - 10);
        assertThat(count("payment WHERE refunded = 10000 AND refund_promised = 10000 AND status = 'refunded'"))
                .isEqualTo(1);
        assertThat(count("mock_payment WHERE refunded = 10000")).isEqualTo(1);
        assertThat(count("orders WHERE status = 'refunded'")).isEqualTo(1);
    }

    /** The poller and whoever asked for a refund may both carry it out. */
    @Test
    void makesOneRefundOfOneIdHoweverManyAsk() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            UUID payment = paid();
            CreateRefund request = new CreateRefund(UUID.randomUUID(), payment, payment.toString(), 10_000, "RUB");
            List<ProviderRefund.State> told = Parallel.run(
                    CALLERS, i -> gateways.of("mock").refund(request).state());
            assertThat(told).containsOnly(ProviderRefund.State.SUCCEEDED);
            assertThat(count("mock_payment WHERE refunded = 10000")).isEqualTo(round + 1);
        }
    }

    private UUID paid() {
        catalog.put(7, 10_000, 1);
        UUID payment = unpaidOrders(1, USER, 7, 10_000).getFirst().payment();
        webhook("e-" + payment, "payment.succeeded", payment).then().statusCode(200);
        return payment;
    }

    private static List<Integer> refunds(UUID payment, long amount) throws Exception {
        return Parallel.run(
                CALLERS,
                i -> Quick.postAsAdmin("/api/v1/payments/" + payment + "/refunds", "{\"amount\":" + amount + "}")
                        .status());
    }
}
