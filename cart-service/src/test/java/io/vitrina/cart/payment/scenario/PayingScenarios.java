package io.vitrina.cart.payment.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.ledger.Provider;
import io.vitrina.simulator.ledger.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** From an order to its money, with a provider that answers late, twice, wrongly or not at all. */
abstract class PayingScenarios extends ProviderScenario {

    /** How many orders nobody pays; 500 for a long run. */
    private static final int ABANDONED = Integer.getInteger("vitrina.scenario.abandoned", 100);

    private static final int ABANDONED_EACH = 25;

    @Test
    void sellsTheGoodsWhenTheBuyerPays() {
        String order = order(2);
        String payment = startPayment(order);
        assertThat(atProvider(payment).asked().money().minor()).isEqualTo(2 * ScenarioCatalog.PRICE);
        assertThat(startPayment(order)).isEqualTo(payment);
        pay(payment);
        awaitOrder(order, "paid");
        assertThat(history(order)).containsExactly("pending", "paid");
        assertThat(buyer.payment(payment).text("status")).isEqualTo("succeeded");
        assertThat(simulator.audit().captures()).isEqualTo(1);
    }

    @Test
    void findsThePaymentWhoseAnswerWasLost() {
        simulator.faults().arm(Fault.CREATE_TIMEOUT_AFTER_SUCCESS);
        String order = order(1);
        String payment = startPayment(order);
        assertThat(paymentsAtProvider()).hasSize(1);
        pay(payment);
        awaitOrder(order, "paid");
    }

    @Test
    void getsOverA500AfterSuccess() {
        simulator.faults().arm(Fault.CREATE_500_AFTER_SUCCESS);
        String order = order(1);
        pay(startUntilItWorks(order));
        awaitOrder(order, "paid");
        assertThat(simulator.audit().captures()).isEqualTo(1);
    }

    @Test
    void outlastsABurstOf429() {
        simulator.faults().arm(Fault.TOO_MANY_REQUESTS, 2, 1);
        String order = order(1);
        pay(startPayment(order));
        awaitOrder(order, "paid");
    }

    @Test
    void keepsTheOrderPayableWhileTheProviderIsAway() {
        String order = order(1);
        simulator.faults().arm(Fault.TOO_MANY_REQUESTS, 6, 1);
        Shopper.Reply started = buyer.startPayment(order);
        assertThat(started.status()).as("%s", started).isIn(201, 202, 502, 503);
        assertThat(status(order)).isEqualTo("pending");
        simulator.faults().clear();
        realMoney();
        pay(startUntilItWorks(order));
        awaitOrder(order, "paid");
    }

    @Test
    void waitsForASlowProvider() {
        simulator.faults().arm(Fault.SLOW_MS, 1, 1_500);
        String order = order(1);
        pay(startPayment(order));
        awaitOrder(order, "paid");
    }

    @Test
    void letsADeclinedBuyerPayInTheEnd() {
        String order = order(1);
        String first = startPayment(order);
        simulator.decline(atProvider(first).id());
        settle();
        assertThat(status(order)).isEqualTo("pending");
        String second = startPayment(order);
        // A declined card is one failed attempt of an open session at Stripe, the end of the payment at YooKassa.
        assertThat(second.equals(first)).isEqualTo(provider() == Provider.STRIPE);
        pay(second);
        awaitOrder(order, "paid");
        assertThat(simulator.audit().captures()).isEqualTo(1);
    }

    @Test
    void waitsForMoneyThatTakesDays() {
        String order = order(1);
        String payment = startPayment(order);
        simulator.process(atProvider(payment).id());
        settle();
        assertThat(buyer.sync(payment).status()).isEqualTo(200);
        assertThat(status(order)).isEqualTo("pending");
        pay(payment);
        awaitOrder(order, "paid");
    }

    @Test
    void cancelsWhatNobodyPaid() {
        String order = order(3);
        String payment = startPayment(order);
        expire(order);
        awaitOrder(order, "cancelled");
        assertThat(history(order)).containsExactly("pending", "cancelled");
        assertThat(buyer.startPayment(order).status()).isEqualTo(409);
        if (provider() == Provider.STRIPE) {
            eventually("no open session is left", () -> atProvider(payment).status() == Status.CANCELED);
        }
    }

    @Test
    void leavesNothingToPayOfManyAbandonedOrders() {
        List<String> abandoned = new ArrayList<>();
        while (abandoned.size() < ABANDONED) {
            if (abandoned.size() % ABANDONED_EACH == 0) {
                comeAnotherBuyer();
            }
            String order = order(1);
            startPayment(order);
            abandoned.add(order);
        }
        assertThat(paymentsAtProvider().filter(payment -> payment.status() == Status.OPEN))
                .hasSize(ABANDONED);
        abandoned.forEach(this::expire);
        abandoned.forEach(order -> awaitOrder(order, "cancelled"));
        if (provider() == Provider.YOOKASSA) {
            // Nobody can end a payment there that waits for its buyer: it ends by itself after an hour.
            simulator.advance(Duration.ofMinutes(61));
        }
        eventually(
                "no session is open at the provider",
                () -> paymentsAtProvider().noneMatch(payment -> payment.status() == Status.OPEN));
        simulator.clock().reset();
    }

    @Test
    void learnsThatTheProviderGaveUp() {
        String order = order(1);
        String payment = startPayment(order);
        simulator.advance(Duration.ofMinutes(61));
        eventually(
                "the payment ended",
                () -> !"pending".equals(buyer.payment(payment).text("status")));
        assertThat(buyer.payment(payment).text("status")).isEqualTo("failed");
        assertThat(status(order)).isEqualTo("pending");
        simulator.clock().reset();
        pay(startPayment(order));
        awaitOrder(order, "paid");
    }

    @Test
    void leavesAFailingProviderAloneForAWhile() throws Exception {
        String order = order(1);
        String payment = startPayment(order);
        simulator.faults().arm(Fault.TOO_MANY_REQUESTS, 10_000, 1);
        Callable<Integer> sync = () -> buyer.sync(payment).status();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 2; round++) {
                for (Future<Integer> status : threads.invokeAll(Collections.nCopies(20, sync))) {
                    assertThat(status.get()).isEqualTo(503);
                }
            }
        }
        // The second round of twenty calls, three attempts each, was not sent.
        assertThat(simulator.faults().struck().get(Fault.TOO_MANY_REQUESTS)).isLessThan(80);
        simulator.faults().clear();
        realMoney();
        pay(payment);
        eventually("the provider is asked again", () -> buyer.sync(payment).status() == 200);
        awaitOrder(order, "paid");
    }

    /** A buyer presses the button again until he is shown a page to pay on. */
    private String startUntilItWorks(String order) {
        AtomicReference<String> payment = new AtomicReference<>();
        eventually("a page to pay on", () -> {
            Shopper.Reply started = buyer.startPayment(order);
            askAgainNow(order);
            if (started.status() < 300
                    && !started.text("confirmation_url").isEmpty()
                    && !started.json().path("confirmation_url").isNull()) {
                payment.set(started.text("id"));
            }
            return payment.get() != null;
        });
        return payment.get();
    }
}
