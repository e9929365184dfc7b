package io.vitrina.cart.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderExpiryTest extends ShopTest {

    @Inject
    OrderSweeper sweeper;

    @Test
    void cancelsWhatNobodyPaidInTimeWithItsPaymentAndStock() {
        catalog.put(7, 100, 200);
        List<UUID> payments = IntStream.range(0, 120)
                .mapToObj(i -> payment(1_000 + i, order(1_000 + i, 7)))
                .toList();
        UUID fresh = order(USER, 7);
        sql("UPDATE orders SET expires_at = now() - interval '1 second' WHERE id <> '" + fresh + "'");
        sweeper.expire();
        // The service's own sweeper may hold some of them at this moment.
        eventually("all are cancelled", () -> count("orders WHERE status = 'cancelled'") == 120);
        assertThat(count("order_event WHERE status = 'cancelled' AND by_whom = 'system'"))
                .isEqualTo(120);
        assertThat(orderOf(USER, fresh).getString("status")).isEqualTo("pending");
        eventually("all stock is back", () -> catalog.available(7) == 199);
        eventually("no payment is open at the provider", () -> count("mock_payment WHERE state = 'pending'") == 0);
        assertThat(paymentOf(1_000, payments.getFirst()).getString("status")).isEqualTo("cancelled");
    }

    @Test
    void takesNoPaymentForAnExpiredOrder() {
        catalog.put(7, 100, 10);
        UUID order = order(USER, 7);
        sql("UPDATE orders SET expires_at = now() - interval '1 second'");
        as(USER).post("/api/v1/payments/orders/" + order).then().statusCode(409);
    }

    @Test
    void eitherPaysOrExpiresAndNeverBoth() throws Exception {
        catalog.put(7, 100, 1_000);
        List<UUID> orders =
                IntStream.range(0, 40).mapToObj(i -> order(2_000 + i, 7)).toList();
        List<UUID> payments = IntStream.range(0, 40)
                .mapToObj(i -> payment(2_000 + i, orders.get(i)))
                .toList();
        sql("UPDATE orders SET expires_at = now()");
        io.vitrina.cart.testing.Parallel.run(41, i -> {
            if (i == 40) {
                sweeper.expire();
                return 200;
            }
            return webhook("race-" + i, "payment.succeeded", payments.get(i)).statusCode();
        });
        sweeper.expire();
        for (int i = 0; i < 40; i++) {
            String order = orderOf(2_000 + i, orders.get(i)).getString("status");
            String payment = paymentOf(2_000 + i, payments.get(i)).getString("status");
            assertThat(order + " " + payment).isIn("paid succeeded", "cancelled refunded");
        }
        long paid = count("orders WHERE status = 'paid'");
        eventually("stock and orders agree", () -> catalog.available(7) == 1_000 - paid);
        service()
                .get("/internal/consistency")
                .then()
                .statusCode(200)
                .body("consistent", org.hamcrest.Matchers.is(true));
    }
}
