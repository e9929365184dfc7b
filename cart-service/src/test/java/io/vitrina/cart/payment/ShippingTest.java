package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.Quick;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.cart.testing.StubCatalog.Fault;
import io.vitrina.cart.testing.UnpaidOrder;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goods leave for money that stays, and for no other. */
@QuarkusTest
class ShippingTest extends ShopTest {

    /** How many orders are shipped and refunded at one moment; 500 for a long run. */
    private static final int RACES = Integer.getInteger("vitrina.shipping.races", 40);

    @Inject
    PaymentPoller poller;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void putOnSale() {
        catalog.put(7, 10_000, RACES);
    }

    @Test
    void shipsNothingWhoseMoneyIsOnItsWayBack() {
        UUID order = paidOrder(USER, 7);
        refundWithoutAnAnswer(order);
        move(order, "ship", 409);
        assertThat(orderOf(USER, order).getString("status")).isEqualTo("paid");
        answerRefunds();
        eventually("refunded", () -> orderOf(USER, order).getString("status").equals("refunded"));
        eventually("the goods are on sale", () -> catalog.available(7) == RACES);
    }

    @Test
    void deliversNothingWhoseMoneyIsOnItsWayBack() {
        UUID order = paidOrder(USER, 7);
        move(order, "ship", 200);
        refundWithoutAnAnswer(order);
        move(order, "deliver", 409);
        answerRefunds();
        eventually("refunded", () -> orderOf(USER, order).getString("status").equals("refunded"));
        assertThat(catalog.available(7)).isEqualTo(RACES - 1);
    }

    @Test
    void shipsAndDeliversWhatIsPartlyRefunded() {
        UUID order = paidOrder(USER, 7);
        String payment = orderOf(USER, order).getString("payment.id");
        admin().body("{\"amount\":9999}")
                .post("/api/v1/payments/" + payment + "/refunds")
                .then()
                .statusCode(201);
        move(order, "ship", 200);
        move(order, "deliver", 200);
    }

    @Test
    void shipsWhatCostsNothing() {
        catalog.put(8, 0, 1);
        UUID order = paidOrder(USER, 8);
        move(order, "ship", 200);
    }

    @Test
    void shipsNothingThatIsGivenBackForLostStock() {
        catalog.fail(Fault.AWAY);
        UUID order = unpaidAndPaid();
        catalog.expire(order);
        catalog.put(7, 10_000, 0);
        during("LOCK TABLE mock_refund IN EXCLUSIVE MODE", () -> {
            tellTheCatalogueNow();
            eventually("the money is promised", () -> count("refund WHERE status = 'pending'") == 1);
            eventually("no stock command waits for it", () -> count("outbox WHERE kind LIKE 'res%'") == 0);
            move(order, "ship", 409);
        });
        answerRefunds();
        eventually("refunded", () -> orderOf(USER, order).getString("status").equals("refunded"));
    }

    @Test
    void alarmsWhenGoodsLeftThatTheCatalogueHadNot() {
        double before = metrics.counter("vitrina.order.stock_uncounted").count();
        catalog.fail(Fault.AWAY);
        UUID order = unpaidAndPaid();
        move(order, "ship", 200);
        catalog.expire(order);
        catalog.put(7, 10_000, 0);
        tellTheCatalogueNow();
        eventually(
                "somebody hears of it",
                () -> metrics.counter("vitrina.order.stock_uncounted").count() == before + 1);
        assertThat(count("refund")).isZero();
    }

    @Test
    void neverShipsAfterTheMoneyWasPromisedBack() throws Exception {
        List<UnpaidOrder> orders = unpaidOrders(RACES, 40_000, 7, 10_000);
        for (UnpaidOrder one : orders) {
            webhook("e-" + one.payment(), "payment.succeeded", one.payment())
                    .then()
                    .statusCode(200);
            String path = "/api/v1/orders/" + one.order();
            List<Integer> statuses = Parallel.run(
                    6,
                    i -> Quick.postAsAdmin(path + (i < 3 ? "/ship" : "/refund"), "")
                            .status());
            assertThat(statuses).containsOnlyElementsOf(List.of(200, 409));
            assertThat(statuses.subList(3, 6)).containsOnlyOnce(200);
        }
        assertThat(count("orders WHERE status = 'refunded'")).isEqualTo(RACES);
        assertThat(count("order_event e JOIN refund r ON r.order_id = e.order_id"
                        + " WHERE e.status = 'shipped' AND e.at > r.created_at"))
                .isZero();
        eventually(
                "stock and orders agree",
                () -> RACES - catalog.available(7) == count("order_event WHERE status = 'shipped'"));
        service().get("/internal/consistency").then().body("consistent", equalTo(true));
    }

    /** An order that is paid while the catalogue can't be told. */
    private UUID unpaidAndPaid() {
        UnpaidOrder one = unpaidOrders(1, USER, 7, 10_000).getFirst();
        webhook("e1", "payment.succeeded", one.payment()).then().statusCode(200);
        return one.order();
    }

    private void tellTheCatalogueNow() {
        catalog.fail(Fault.NONE);
        sql("UPDATE outbox SET available_at = now() - interval '1 second'");
    }

    private void refundWithoutAnAnswer(UUID order) {
        whileTheMockRefundsNothing(() -> move(order, "refund", 503));
        assertThat(count("refund WHERE status = 'pending'")).isEqualTo(1);
    }

    private void answerRefunds() {
        sql("UPDATE refund SET next_check_at = now() - interval '1 second' WHERE next_check_at IS NOT NULL");
        poller.poll();
    }

    private static void move(UUID order, String move, int status) {
        admin().post("/api/v1/orders/" + order + "/" + move).then().statusCode(status);
    }
}
