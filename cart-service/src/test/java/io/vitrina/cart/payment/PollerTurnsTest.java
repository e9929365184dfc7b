package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many payments to ask for keep no refund waiting, and one question no other. */
class PollerTurnsTest {

    private static final int BATCH = 50;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    @Test
    void asksForABatchOfEachInTurn() {
        poller(3 * BATCH, 2, id -> asked.add("payment")).poll();
        List<String> order = List.copyOf(asked);
        assertThat(order).hasSize(3 * BATCH + 2);
        assertThat(order.subList(0, BATCH)).containsOnly("payment");
        assertThat(order.subList(BATCH, BATCH + 2)).containsOnly("refund");
        assertThat(order.subList(BATCH + 2, 3 * BATCH + 2)).containsOnly("payment");
    }

    @Test
    void asksSeveralAtOnce() {
        CountDownLatch together = new CountDownLatch(8);
        poller(8, 0, id -> {
                    together.countDown();
                    asked.add(reached(together) ? "together" : "alone");
                })
                .poll();
        assertThat(asked).hasSize(8).containsOnly("together");
    }

    @Test
    void asksForTheOthersWhenOneFails() {
        AtomicInteger calls = new AtomicInteger();
        poller(5, 1, id -> {
                    if (calls.incrementAndGet() == 2) {
                        throw new IllegalStateException("a bug");
                    }
                })
                .poll();
        assertThat(calls).hasValue(5);
        assertThat(asked).containsExactly("refund");
    }

    private static boolean reached(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private PaymentPoller poller(int payments, int refunds, java.util.function.Consumer<UUID> sync) {
        return new PaymentPoller(
                new PaymentStore(null, null, null, null, null, null) {
                    private int left = payments;

                    @Override
                    List<UUID> takeDue(int most) {
                        int some = Math.min(left, most);
                        left -= some;
                        return ids(some);
                    }
                },
                new PaymentService(null, null, null, null, null, null) {
                    @Override
                    void sync(UUID paymentId) {
                        sync.accept(paymentId);
                    }
                },
                new RefundBook(null, null, null, null, null, null, null, null) {
                    private int left = refunds;

                    @Override
                    List<UUID> takeDue(int most) {
                        int some = Math.min(left, most);
                        left -= some;
                        return ids(some);
                    }
                },
                new RefundService(null, null, null, null, null) {
                    @Override
                    void carryOut(UUID refundId) {
                        asked.add("refund");
                    }
                },
                null);
    }

    private static List<UUID> ids(int howMany) {
        return Stream.generate(UUID::randomUUID).limit(howMany).toList();
    }
}
