package io.vitrina.cart.payment.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.ledger.PaymentView;
import io.vitrina.simulator.ledger.RefundView;
import io.vitrina.simulator.ledger.Refused;
import io.vitrina.simulator.ledger.Status;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Many buyers with moods of their own, and every fault at ten percent: in the end money and goods agree. */
abstract class RandomScenarios extends ProviderScenario {

    /** How many orders; a thousand for a long run. */
    private static final int ORDERS = Integer.getInteger("vitrina.scenario.orders", 40);

    private static final long SEED = Long.getLong("vitrina.scenario.seed", 20_261_120L);
    private static final int AT_ONCE = 8;
    private static final double CHANCE = 0.1;

    /** What each strikes with, where one is not enough or too much. */
    private static long value(Fault fault) {
        return switch (fault) {
            case WEBHOOK_DELAY, SLOW_MS -> 100;
            case WEBHOOK_DUPLICATE -> 2;
            default -> 1;
        };
    }

    @Test
    void agreesInTheEndWhateverWentWrong() throws InterruptedException {
        armEverything();
        List<String> placed = new ArrayList<>();
        Semaphore atOnce = new Semaphore(AT_ONCE);
        Random moods = new Random(SEED);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < ORDERS; i++) {
                long mood = moods.nextLong();
                Shopper someone = Shopper.buyer(URI.create(url.toString()), 100_000 + i);
                atOnce.acquire();
                threads.execute(() -> {
                    try {
                        String order = someone.order(1 + (int) (mood & 3));
                        synchronized (placed) {
                            placed.add(order);
                        }
                        shop(someone, order, new Random(mood));
                    } finally {
                        atOnce.release();
                    }
                });
            }
        }
        assertThat(placed).as("seed %d", SEED).hasSize(ORDERS);
        simulator.faults().clear();
        realMoney();
        settle();
        placed.forEach(this::endIfUnpaid);
        placed.forEach(order -> eventually("the end of " + order + ", seed " + SEED, () -> hasEnded(order)));
        assertThat(simulator.audit().chargedTwice()).isEmpty();
        System.getLogger("scenario")
                .log(
                        System.Logger.Level.INFO,
                        "{0} orders, {1}",
                        ORDERS,
                        simulator.audit().payments());
    }

    private void armEverything() {
        Set<Fault> faults = EnumSet.allOf(Fault.class);
        // The shop takes real money only, so this one is always on.
        faults.remove(Fault.TEST_FLAG_FLIPPED);
        faults.forEach(fault -> simulator.faults().chance(fault, CHANCE, value(fault)));
        simulator.faults().seed(SEED);
    }

    private void shop(Shopper someone, String order, Random mood) {
        for (int attempt = 0; attempt < 3; attempt++) {
            Shopper.Reply started = someone.startPayment(order);
            if (started.status() < 300) {
                actAtProvider(started.text("id"), mood.nextInt(10));
                someone.sync(started.text("id"));
            }
            if (mood.nextInt(10) == 0) {
                someone.cancel(order);
            }
        }
    }

    private void actAtProvider(String paymentId, int mood) {
        try {
            PaymentView payment = atProvider(paymentId);
            if (mood < 7) {
                simulator.pay(payment.id());
            } else if (mood < 9) {
                simulator.decline(payment.id());
            }
        } catch (Refused e) {
            // Paid, declined or ended already: the page says so, and the buyer goes back to the shop.
        }
    }

    private void endIfUnpaid(String order) {
        if ("pending".equals(admin.orderOf(order).text("status"))) {
            expire(order);
        }
    }

    /** What only people do: the provider's decide a refund that takes days, an admin asks anew for one that failed. */
    private void pressRefunds(String order) {
        List<PaymentView> paid = simulator
                .payments()
                .filter(payment -> order.equals(payment.asked().metadata().get("order_id")))
                .filter(payment -> payment.status() == Status.SUCCEEDED)
                .toList();
        for (PaymentView payment : paid) {
            payment.refunds().stream()
                    .filter(refund -> refund.outcome() == RefundView.Outcome.PENDING)
                    .forEach(refund -> simulator.settleRefund(refund.id(), true));
            String ours = payment.asked().metadata().get("payment_id");
            boolean failed =
                    payment.refunds().stream().anyMatch(refund -> refund.outcome() == RefundView.Outcome.FAILED);
            if (failed
                    && "cancelled".equals(admin.orderOf(order).text("status"))
                    && "succeeded".equals(admin.payment(ours).text("status"))) {
                admin.refund(ours, null);
            }
        }
    }

    private boolean hasEnded(String order) {
        askAgainNow(order);
        pressRefunds(order);
        Shopper.Reply now = admin.orderOf(order);
        return switch (now.text("status")) {
            case "paid" ->
                keptInReview(order) == kept(order) - now.json().path("total").asLong()
                        && "committed".equals(catalog.statusOf(order));
            case "cancelled" -> keptInReview(order) == kept(order) && "released".equals(catalog.statusOf(order));
            default -> false;
        };
    }

    /** Money that wasn't what was asked for waits for a person, and pays for nothing until then. */
    private long keptInReview(String order) {
        return simulator
                .payments()
                .filter(payment -> order.equals(payment.asked().metadata().get("order_id")))
                .filter(payment -> payment.status() == Status.SUCCEEDED)
                .filter(payment ->
                        !payment.terms().money().equals(payment.asked().money())
                                || payment.terms().metadata().isEmpty())
                .filter(payment -> "review"
                        .equals(admin.payment(payment.asked().metadata().get("payment_id"))
                                .text("status")))
                .mapToLong(payment -> payment.terms().money().minor() - payment.refunded())
                .sum();
    }
}
