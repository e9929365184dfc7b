package io.vitrina.cart.payment.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.webhook.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Notifications that are doubled, lost, late, out of order, false or forged; and money that isn't what was asked for. */
abstract class NotificationScenarios extends ProviderScenario {

    /** How many payments many ask about at once. */
    private static final int ROUNDS = 20;

    @Test
    void appliesADoubledNotificationOnce() {
        String order = order(1);
        String payment = startPayment(order);
        simulator.faults().arm(Fault.WEBHOOK_DUPLICATE, 1, 19);
        pay(payment);
        settle();
        assertThat(history(order)).containsExactly("pending", "paid");
        assertThat(simulator.webhooks().deliveries())
                .hasSize(20)
                .extracting(Delivery::status)
                .containsOnly(200);
    }

    @Test
    void findsOutByAskingWhenNotificationsAreLost() {
        String order = order(1);
        String payment = startPayment(order);
        simulator.faults().arm(Fault.WEBHOOK_DROP);
        pay(payment);
        assertThat(status(order)).isEqualTo("pending");
        askAgainNow(order);
        awaitOrder(order, "paid");
        assertThat(simulator.webhooks().deliveries()).isEmpty();
    }

    @Test
    void findsOutWhenTheBuyerComesBack() {
        String order = order(1);
        String payment = startPayment(order);
        simulator.faults().arm(Fault.WEBHOOK_DROP);
        pay(payment);
        assertThat(buyer.sync(payment).text("status")).isEqualTo("succeeded");
        assertThat(status(order)).isEqualTo("paid");
    }

    @Test
    void isNotShakenByANotificationAfterTheTruth() {
        String order = order(1);
        String payment = startPayment(order);
        simulator.faults().arm(Fault.WEBHOOK_DELAY, 1, 700);
        pay(payment);
        assertThat(buyer.sync(payment).text("status")).isEqualTo("succeeded");
        settle();
        assertThat(simulator.webhooks().deliveries()).hasSize(1);
        assertThat(history(order)).containsExactly("pending", "paid");
    }

    @Test
    void takesNotificationsInAnyOrder() {
        String first = order(1);
        String second = order(1);
        String firstPayment = startPayment(first);
        String secondPayment = startPayment(second);
        simulator.faults().arm(Fault.WEBHOOK_REORDER);
        pay(firstPayment);
        pay(secondPayment);
        awaitOrder(first, "paid");
        awaitOrder(second, "paid");
        settle();
        assertThat(simulator.webhooks().deliveries())
                .extracting(Delivery::status)
                .containsOnly(200);
    }

    @Test
    void believesNoLie() {
        String order = order(1);
        simulator.faults().arm(Fault.WEBHOOK_LIE);
        String payment = startPayment(order);
        settle();
        simulator.lie(atProvider(payment).id());
        settle();
        assertThat(simulator.webhooks().deliveries()).isNotEmpty();
        assertThat(status(order)).isEqualTo("pending");
        assertThat(catalog.statusOf(order)).isEqualTo("held");
        pay(payment);
        awaitOrder(order, "paid");
    }

    @Test
    void refusesForgedNotifications() {
        String order = order(1);
        String payment = startPayment(order);
        simulator.faults().arm(Fault.WEBHOOK_BAD_SIGNATURE);
        pay(payment);
        settle();
        assertThat(simulator.webhooks().deliveries())
                .extracting(Delivery::status)
                .containsOnly(401);
        assertThat(status(order)).isEqualTo("pending");
        assertThat(buyer.sync(payment).text("status")).isEqualTo("succeeded");
    }

    @Test
    void reviewsLessMoneyThanWasAsked() {
        reviewed(Fault.AMOUNT_OFF_BY, -1);
    }

    @Test
    void reviewsMoreMoneyThanWasAsked() {
        reviewed(Fault.AMOUNT_OFF_BY, 1);
    }

    @Test
    void reviewsMoneyOfAnotherCurrency() {
        reviewed(Fault.CURRENCY_WRONG, 1);
    }

    @Test
    void reviewsMoneyThatHasLostItsLabel() {
        String order = order(1);
        String payment = startPayment(order);
        String id = atProvider(payment).id();
        simulator.faults().arm(Fault.METADATA_MISSING);
        simulator.pay(id);
        settle();
        awaitPayment(payment, "review");
        assertThat(status(order)).isEqualTo("pending");
    }

    @Test
    void reviewsTestMoney() {
        simulator.faults().clear();
        String order = order(1);
        String payment = startPayment(order);
        pay(payment);
        awaitPayment(payment, "review");
        assertThat(status(order)).isEqualTo("pending");
    }

    @Test
    void paysOnceHoweverManyAskAtOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String order = order(1);
            String payment = startPayment(order);
            simulator.faults().arm(Fault.WEBHOOK_DUPLICATE, 1, 14);
            List<Callable<Integer>> asking = new ArrayList<>();
            asking.add(() -> {
                pay(payment);
                return 200;
            });
            askAgainNow(order);
            for (int i = 0; i < 15; i++) {
                asking.add(() -> buyer.comeBack(payment));
                asking.add(() -> buyer.sync(payment).status());
                asking.add(() -> admin.sync(payment).status());
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Integer> status : threads.invokeAll(asking)) {
                    assertThat(status.get()).isEqualTo(200);
                }
            }
            awaitOrder(order, "paid");
            settle();
            assertThat(history(order)).containsExactly("pending", "paid");
            assertThat(simulator.audit().captures()).isEqualTo(round + 1);
        }
        assertThat(simulator.webhooks().deliveries())
                .extracting(Delivery::status)
                .containsOnly(200);
    }

    private void reviewed(Fault fault, long value) {
        String order = order(1);
        String payment = startPayment(order);
        simulator.faults().arm(fault, 1, value);
        pay(payment);
        awaitPayment(payment, "review");
        assertThat(status(order)).isEqualTo("pending");
        assertThat(catalog.statusOf(order)).isEqualTo("held");
        assertThat(admin.refund(payment, null).status()).isEqualTo(201);
        awaitPayment(payment, "refunded");
        assertThat(kept(order)).isZero();
        assertThat(status(order)).isEqualTo("pending");
        settle();
        // The good money that the buyer tries next pays for the order.
        simulator.faults().clear();
        realMoney();
        pay(startPayment(order));
        awaitOrder(order, "paid");
    }
}
