package io.vitrina.cart.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.Quick;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.cart.testing.UnpaidOrder;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderExpiryTest extends ShopTest {

    private static final Logger LOG = Logger.getLogger(OrderExpiryTest.class);

    /** How many payments race their order's expiry; 1,000 for a long run. */
    private static final int RACES = Integer.getInteger("vitrina.expiry.races", 300);

    private static final int AT_ONCE = 50;
    private static final int ABANDONED = 500;
    private static final String OUTCOME = "orders o JOIN payment p ON p.order_id = o.id WHERE ";

    @Inject
    OrderSweeper sweeper;

    @Test
    void takesNoPaymentForAnExpiredOrder() {
        catalog.put(7, 100, 10);
        UUID order = order(USER, 7);
        sql("UPDATE orders SET expires_at = now() - interval '1 second'");
        as(USER).post("/api/v1/payments/orders/" + order).then().statusCode(409);
    }

    @Test
    void cancelsWhatNobodyPaidInTimeWithItsPaymentAndStock() {
        catalog.put(7, 100, ABANDONED + 1);
        List<UnpaidOrder> abandoned = unpaidOrders(ABANDONED, 1_000, 7, 100);
        UUID fresh = order(USER, 7);
        sql("UPDATE orders SET expires_at = now() - interval '1 second' WHERE id <> '" + fresh + "'");
        sweeper.expire();
        // The service's own sweeper may hold some of them at this moment.
        eventually("all are cancelled", () -> count("orders WHERE status = 'cancelled'") == ABANDONED);
        assertThat(count("order_event WHERE status = 'cancelled' AND by_whom = 'system'"))
                .isEqualTo(ABANDONED);
        assertThat(orderOf(USER, fresh).getString("status")).isEqualTo("pending");
        eventually("all stock is back", () -> catalog.available(7) == ABANDONED);
        eventually("no payment is open at the provider", () -> count("mock_payment WHERE state = 'pending'") == 0);
        UnpaidOrder one = abandoned.getFirst();
        assertThat(paymentOf(one.user(), one.payment()).getString("status")).isEqualTo("cancelled");
    }

    @Test
    void eitherPaysOrExpiresAndNeverBoth() throws Exception {
        catalog.put(7, 100, RACES);
        List<UnpaidOrder> all = unpaidOrders(RACES, 2_000, 7, 100);
        for (int from = 0; from < RACES; from += AT_ONCE) {
            List<UnpaidOrder> some = all.subList(from, Math.min(RACES, from + AT_ONCE));
            String these = " WHERE user_id BETWEEN " + some.getFirst().user() + " AND "
                    + some.getLast().user();
            sql("UPDATE orders SET expires_at = clock_timestamp() + random() * interval '60 milliseconds'" + these);
            List<Integer> statuses = Parallel.run(some.size() + 1, i -> {
                if (i == some.size()) {
                    while (count("orders" + these + " AND status = 'pending'") > 0) {
                        sweeper.expire();
                    }
                    return 200;
                }
                UUID payment = some.get(i).payment();
                return Quick.webhook("race-" + payment, "payment.succeeded", payment)
                        .status();
            });
            assertThat(statuses).containsOnly(200);
        }
        eventually("each is decided", () -> count("orders WHERE status = 'pending'") == 0);
        eventually(
                "all late money is back",
                () -> count(OUTCOME + "o.status = 'cancelled' AND p.refunded < p.amount") == 0);
        long paid = count(OUTCOME + "o.status = 'paid' AND p.status = 'succeeded'");
        long late = count(OUTCOME + "o.status = 'cancelled' AND p.status = 'refunded'");
        assertThat(paid + late).isEqualTo(RACES);
        LOG.infof("%d races at the expiry: %d paid, %d expired and refunded", RACES, paid, late);
        assertThat(count("mock_payment WHERE state = 'succeeded' AND refunded = 0"))
                .isEqualTo(paid);
        eventually("stock and orders agree", () -> catalog.available(7) == RACES - paid);
        service()
                .get("/internal/consistency")
                .then()
                .statusCode(200)
                .body("consistent", org.hamcrest.Matchers.is(true));
    }
}
