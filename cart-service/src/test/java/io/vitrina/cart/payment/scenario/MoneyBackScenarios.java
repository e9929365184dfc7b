package io.vitrina.cart.payment.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.ledger.Provider;
import io.vitrina.simulator.ledger.RefundView;
import io.vitrina.simulator.ledger.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Money that came too late, and money that is to go back. */
abstract class MoneyBackScenarios extends ProviderScenario {

    @Test
    void givesBackMoneyThatCameWhileTheOrderWasCancelled() {
        String order = order(1);
        String payment = startPayment(order);
        simulator.faults().arm(Fault.LATE_SUCCESS_AFTER_CANCEL);
        assertThat(buyer.cancel(order).text("status")).isEqualTo("cancelled");
        if (provider() == Provider.YOOKASSA) {
            // YooKassa isn't asked to end a payment that nobody has paid yet: the buyer still can.
            pay(payment);
        }
        awaitPayment(payment, "refunded");
        assertThat(status(order)).isEqualTo("cancelled");
        assertThat(kept(order)).isZero();
        assertThat(simulator.audit().refunds()).isEqualTo(1);
    }

    @Test
    void givesBackMoneyThatCameAfterTheOrderExpired() {
        String order = order(1);
        String payment = startPayment(order);
        // The provider can't be reached while the order ends, so that its page stays open.
        simulator.faults().arm(Fault.TOO_MANY_REQUESTS, 1_000, 1);
        expire(order);
        awaitOrder(order, "cancelled");
        pay(payment);
        simulator.faults().clear();
        realMoney();
        askAgainNow(order);
        awaitPayment(payment, "refunded");
        assertThat(status(order)).isEqualTo("cancelled");
        assertThat(simulator.audit().refunds()).isEqualTo(1);
    }

    @Test
    void refundsAWholeOrderAndTakesTheGoodsBack() {
        Paid paid = paidOrder(2);
        eventually("sold", () -> "committed".equals(catalog.statusOf(paid.order())));
        assertThat(admin.refundOrder(paid.order()).status()).isEqualTo(200);
        awaitOrder(paid.order(), "refunded");
        assertThat(buyer.payment(paid.payment()).text("status")).isEqualTo("refunded");
        assertThat(simulator.audit().refunds()).isEqualTo(1);
    }

    @Test
    void refundsInPartsAndNeverMoreThanWasPaid() {
        Paid paid = paidOrder(1);
        assertThat(admin.refund(paid.payment(), 1_000L).status()).isIn(200, 201);
        awaitPayment(paid.payment(), "partially_refunded");
        assertThat(status(paid.order())).isEqualTo("paid");
        assertThat(admin.refund(paid.payment(), 1_000L).status()).isEqualTo(409);
        assertThat(kept(paid.order())).isEqualTo(ScenarioCatalog.PRICE - 1_000);
        assertThat(admin.refund(paid.payment(), null).status()).isIn(200, 201);
        awaitPayment(paid.payment(), "refunded");
        assertThat(kept(paid.order())).isZero();
        awaitOrder(paid.order(), "refunded");
    }

    @Test
    void refundsOnceAlthoughTheAnswerIsLost() {
        Paid paid = paidOrder(1);
        simulator.faults().arm(Fault.REFUND_TIMEOUT_AFTER_SUCCESS);
        admin.refundOrder(paid.order());
        askAgainNow(paid.order());
        awaitPayment(paid.payment(), "refunded");
        assertThat(simulator.audit().refunds()).isEqualTo(1);
    }

    @Test
    void refundsOnceAlthoughTheAnswerIsA500() {
        Paid paid = paidOrder(1);
        simulator.faults().arm(Fault.REFUND_500_AFTER_SUCCESS);
        admin.refundOrder(paid.order());
        eventually("the refund is known", () -> {
            askAgainNow(paid.order());
            return "refunded".equals(buyer.payment(paid.payment()).text("status"));
        });
        assertThat(simulator.audit().refunds()).isEqualTo(1);
    }

    @Test
    void keepsTheMoneyWhenTheProviderRefusesTheRefund() {
        Paid paid = paidOrder(1);
        simulator.faults().arm(Fault.REFUND_FAIL);
        admin.refundOrder(paid.order());
        askAgainNow(paid.order());
        eventually(
                "the refund failed",
                () -> "succeeded".equals(buyer.payment(paid.payment()).text("status")));
        assertThat(status(paid.order())).isEqualTo("paid");
        assertThat(kept(paid.order())).isEqualTo(ScenarioCatalog.PRICE);
        assertThat(admin.refundOrder(paid.order()).status()).isEqualTo(200);
        awaitOrder(paid.order(), "refunded");
    }

    @Test
    void settlesARefundThatTakesDays() {
        Paid paid = paidOrder(1);
        simulator.faults().arm(Fault.REFUND_PENDING);
        admin.refundOrder(paid.order());
        eventually("the refund is under way", () -> !refunds(paid).isEmpty());
        assertThat(status(paid.order())).isEqualTo("paid");
        simulator.faults().arm(Fault.WEBHOOK_DROP, 2, 1);
        simulator.settleRefund(refunds(paid).getFirst().id(), true);
        eventually("the refund is known", () -> {
            askAgainNow(paid.order());
            return "refunded".equals(buyer.payment(paid.payment()).text("status"));
        });
        assertThat(status(paid.order())).isEqualTo("refunded");
    }

    @Test
    void letsOneOfFiftyRefundsOfSixtyPercentThrough() throws Exception {
        Paid paid = paidOrder(1);
        Callable<Integer> sixty = () -> admin.refund(paid.payment(), 1_200L).status();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(50, sixty))) {
                statuses.add(status.get());
            }
        }
        assertThat(statuses.stream().filter(status -> status < 300)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status >= 300)).containsOnly(409);
        awaitPayment(paid.payment(), "partially_refunded");
        assertThat(kept(paid.order())).isEqualTo(ScenarioCatalog.PRICE - 1_200);
        assertThat(atProvider(paid.payment()).status()).isEqualTo(Status.SUCCEEDED);
    }

    private List<RefundView> refunds(Paid paid) {
        return atProvider(paid.payment()).refunds();
    }
}
