package io.vitrina.cart.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrina.cart.config.OutboxConfig;
import io.vitrina.cart.database.Crashes;
import io.vitrina.cart.testing.Stub;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the relay does with messages it has taken: it begins none too late, and ends those it began. */
class OutboxRelayTest {

    private static final int TAKEN = 3;

    /** Three messages for whoever takes first, and what became of them. */
    private static final class ThreeMessages extends OutboxStore {

        final AtomicInteger takes = new AtomicInteger();
        final Queue<Long> delivered = new ConcurrentLinkedQueue<>();
        final Queue<Long> untaken = new ConcurrentLinkedQueue<>();

        ThreeMessages() {
            super(null, null, null);
        }

        @Override
        List<OutboxMessage> take(OutboxLane lane) {
            if (lane != OutboxLane.PROMPT || takes.incrementAndGet() > 1) {
                return List.of();
            }
            return LongStream.rangeClosed(1, TAKEN)
                    .mapToObj(id -> new OutboxMessage(id, "any", UUID.randomUUID(), "", 1))
                    .toList();
        }

        @Override
        void delivered(Collection<Long> ids) {
            delivered.addAll(ids);
        }

        @Override
        void untaken(Collection<OutboxMessage> untried) {
            untried.forEach(message -> untaken.add(message.id()));
        }
    }

    /** A receiver that takes its time. */
    private static final class Receiver implements OutboxHandler {

        final CountDownLatch called = new CountDownLatch(1);
        final CountDownLatch mayAnswer = new CountDownLatch(1);

        @Override
        public Set<String> kinds() {
            return Set.of("any");
        }

        @Override
        public void deliver(OutboxMessage message) {
            called.countDown();
            try {
                assertThat(mayAnswer.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final ThreeMessages store = new ThreeMessages();
    private final Receiver receiver = new Receiver();

    @Test
    void deliversAllOfABatchThatIsWellWithinItsLease() {
        receiver.mayAnswer.countDown();
        relay(Duration.ofSeconds(30)).deliverDue(OutboxLane.PROMPT);
        assertThat(store.delivered).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(store.untaken).isEmpty();
    }

    @Test
    void beginsNoDeliveryThatMayOutliveTheLease() {
        receiver.mayAnswer.countDown();
        relay(Duration.ofSeconds(8)).deliverDue(OutboxLane.PROMPT);
        assertThat(store.delivered).containsExactly(1L);
        assertThat(store.untaken).containsExactly(2L, 3L);
    }

    @Test
    void letsDeliveriesEndAndBeWrittenDownAtItsEndAndTakesNoMore() throws Exception {
        OutboxRelay relay = relay(Duration.ofSeconds(30));
        relay.wake();
        assertThat(receiver.called.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> relay.stop(null));
        assertThat(stopped).failsWithin(Duration.ofMillis(200)).withThrowableOfType(TimeoutException.class);
        assertThat(store.delivered).isEmpty();
        receiver.mayAnswer.countDown();

        stopped.get(20, TimeUnit.SECONDS);
        assertThat(store.delivered).containsExactlyInAnyOrder(1L, 2L, 3L);
        int takes = store.takes.get();
        relay.wake();
        assertThat(store.takes).hasValue(takes);
    }

    private OutboxRelay relay(Duration lease) {
        OutboxConfig config = Stub.of(
                OutboxConfig.class,
                Map.of(
                        "lease",
                        lease,
                        "providerLease",
                        lease,
                        "mailLease",
                        lease,
                        "batch",
                        100,
                        "parallel",
                        8,
                        "gather",
                        Duration.ZERO));
        OutboxLanes lanes = new OutboxLanes(null) {
            @Override
            OutboxHandler handler(String kind) {
                return receiver;
            }
        };
        return new OutboxRelay(store, config, Crashes.none(), lanes, new SimpleMeterRegistry());
    }
}
