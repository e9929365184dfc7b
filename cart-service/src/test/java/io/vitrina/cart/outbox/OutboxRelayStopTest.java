package io.vitrina.cart.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.config.OutboxConfig;
import io.vitrina.cart.database.CrashPoints;
import io.vitrina.cart.testing.ShopTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxRelayStopTest extends ShopTest {

    /** A receiver that takes its time. */
    @Singleton
    public static class SlowReceiver implements OutboxHandler {

        static final String KIND = "slow";
        final CountDownLatch called = new CountDownLatch(1);
        final CountDownLatch mayAnswer = new CountDownLatch(1);

        @Override
        public Set<String> kinds() {
            return Set.of(KIND);
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

    /** One message to deliver, and what became of it. */
    private static final class OneMessage extends OutboxStore {

        final AtomicInteger takes = new AtomicInteger();
        final Queue<Long> delivered = new ConcurrentLinkedQueue<>();

        OneMessage() {
            super(null, null, null);
        }

        @Override
        List<OutboxMessage> take(OutboxLane lane) {
            return lane != OutboxLane.PROMPT || takes.incrementAndGet() > 1
                    ? List.of()
                    : List.of(new OutboxMessage(1, SlowReceiver.KIND, UUID.randomUUID(), "", 1));
        }

        @Override
        void delivered(Collection<Long> ids) {
            delivered.addAll(ids);
        }
    }

    @Inject
    SlowReceiver receiver;

    @Inject
    OutboxConfig config;

    @Inject
    CrashPoints crashes;

    @Inject
    OutboxLanes lanes;

    @Inject
    MeterRegistry metrics;

    @Test
    void letsADeliveryEndAndBeWrittenDownThenTakesNoMore() throws Exception {
        OneMessage store = new OneMessage();
        // One of its own: the service's relay must live on after this test.
        OutboxRelay relay = new OutboxRelay(store, config, crashes, lanes, metrics);
        relay.wake();
        assertThat(receiver.called.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> relay.stop(null));
        assertThat(stopped).failsWithin(Duration.ofMillis(200)).withThrowableOfType(TimeoutException.class);
        assertThat(store.delivered).isEmpty();
        receiver.mayAnswer.countDown();

        stopped.get(20, TimeUnit.SECONDS);
        assertThat(store.delivered).containsExactly(1L);
        int takes = store.takes.get();
        relay.wake();
        assertThat(store.takes).hasValue(takes);
    }
}
