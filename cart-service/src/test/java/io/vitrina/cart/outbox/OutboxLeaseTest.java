package io.vitrina.cart.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.config.OutboxConfig;
import io.vitrina.cart.database.CrashPoints;
import io.vitrina.cart.database.Sql;
import io.vitrina.cart.testing.ShopTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A message belongs to who took it for the time of a lease: nobody delivers it when it may be another's again. */
@QuarkusTest
class OutboxLeaseTest extends ShopTest {

    /** A receiver that is content with anything. */
    @Singleton
    public static class Content implements OutboxHandler {

        static final String KIND = "content";

        @Override
        public Set<String> kinds() {
            return Set.of(KIND);
        }

        @Override
        public void deliver(OutboxMessage message) {}
    }

    /** Three messages, and what became of them. */
    private static final class ThreeMessages extends OutboxStore {

        final Queue<Long> delivered = new ConcurrentLinkedQueue<>();
        final Queue<Long> untaken = new ConcurrentLinkedQueue<>();

        ThreeMessages() {
            super(null, null, null);
        }

        @Override
        List<OutboxMessage> take(OutboxLane lane) {
            return LongStream.rangeClosed(1, 3)
                    .mapToObj(id -> new OutboxMessage(id, Content.KIND, UUID.randomUUID(), "", 1))
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

    @Inject
    OutboxConfig config;

    @Inject
    CrashPoints crashes;

    @Inject
    OutboxLanes lanes;

    @Inject
    MeterRegistry metrics;

    @Inject
    OutboxRepository messages;

    @Inject
    Sql sql;

    @Test
    void deliversAllOfABatchThatIsWellWithinItsLease() {
        ThreeMessages store = new ThreeMessages();
        relay(store, Duration.ofSeconds(30)).deliverDue(OutboxLane.PROMPT);
        assertThat(store.delivered).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(store.untaken).isEmpty();
    }

    @Test
    void beginsNoDeliveryThatMayOutliveTheLease() {
        ThreeMessages store = new ThreeMessages();
        relay(store, Duration.ofSeconds(8)).deliverDue(OutboxLane.PROMPT);
        assertThat(store.delivered).containsExactly(1L);
        assertThat(store.untaken).containsExactly(2L, 3L);
    }

    @Test
    void countsNoAttemptThatWasNotMade() {
        sql("INSERT INTO outbox (kind, order_id, payload, attempts, available_at, created_at)"
                + " VALUES ('nobody', gen_random_uuid(), '', 7, now() + interval '1 hour', now())");
        long id = sql.number("SELECT id FROM outbox");
        messages.untake(List.of(id), Instant.now().plusSeconds(60));
        assertThat(count("outbox WHERE attempts = 6 AND available_at < now() + interval '2 minutes'"))
                .isEqualTo(1);
    }

    private OutboxRelay relay(OutboxStore store, Duration lease) {
        OutboxConfig other = (OutboxConfig) Proxy.newProxyInstance(
                OutboxConfig.class.getClassLoader(),
                new Class<?>[] {OutboxConfig.class},
                (proxy, method, arguments) ->
                        method.getName().equals("lease") ? lease : method.invoke(config, arguments));
        return new OutboxRelay(store, other, crashes, lanes, metrics);
    }
}
