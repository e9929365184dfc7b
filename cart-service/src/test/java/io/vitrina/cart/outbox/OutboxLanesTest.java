package io.vitrina.cart.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.config.OutboxConfig;
import io.vitrina.cart.database.Sql;
import io.vitrina.cart.testing.ShopTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A receiver that hangs keeps no other's messages waiting. */
@QuarkusTest
class OutboxLanesTest extends ShopTest {

    /** A receiver that says nothing while it hangs. */
    abstract static class Receiver implements OutboxHandler {

        private final OutboxLane lane;
        private final Set<String> received = ConcurrentHashMap.newKeySet();
        private volatile CountDownLatch answers = new CountDownLatch(0);

        Receiver(OutboxLane lane) {
            this.lane = lane;
        }

        @Override
        public Set<String> kinds() {
            return Set.of(kind(lane));
        }

        @Override
        public OutboxLane lane() {
            return lane;
        }

        @Override
        public void deliver(OutboxMessage message) {
            received.add(message.payload());
            try {
                assertThat(answers.await(2, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Singleton
    public static class PromptReceiver extends Receiver {
        PromptReceiver() {
            super(OutboxLane.PROMPT);
        }
    }

    @Singleton
    public static class Provider extends Receiver {
        Provider() {
            super(OutboxLane.PROVIDER);
        }
    }

    @Singleton
    public static class MailServer extends Receiver {
        MailServer() {
            super(OutboxLane.MAIL);
        }
    }

    @Inject
    PromptReceiver prompt;

    @Inject
    Provider provider;

    @Inject
    MailServer mail;

    @Inject
    Outbox outbox;

    @Inject
    OutboxLanes lanes;

    @Inject
    OutboxConfig config;

    @Inject
    Sql sql;

    @BeforeEach
    void forget() {
        receivers().forEach(receiver -> receiver.received.clear());
    }

    @AfterEach
    void answer() {
        receivers().forEach(receiver -> receiver.answers.countDown());
    }

    @ParameterizedTest
    @EnumSource
    void deliversWhileTheReceiverOfAnotherLaneHangs(OutboxLane hanging) {
        Receiver hung = receiver(hanging);
        hung.answers = new CountDownLatch(1);
        send(hanging, "first");
        eventually("it hangs", () -> hung.received.contains("first"));

        Set<OutboxLane> others = EnumSet.complementOf(EnumSet.of(hanging));
        others.forEach(lane -> send(lane, "second"));
        others.forEach(lane ->
                eventually(lane + " is delivered", () -> receiver(lane).received.contains("second")));
        eventually("and done with", () -> count("outbox") == 1);

        hung.answers.countDown();
        eventually("so is this", () -> count("outbox") == 0);
    }

    @Test
    void giveEachSortOfReceiverItsOwn() {
        assertThat(lanes.lane("reservation.commit")).isEqualTo(OutboxLane.PROMPT);
        assertThat(lanes.lane("payment.end")).isEqualTo(OutboxLane.PROVIDER);
        assertThat(lanes.lane("mail")).isEqualTo(OutboxLane.MAIL);
        assertThat(lanes.lane("nobody's")).isEqualTo(OutboxLane.PROMPT);
    }

    @ParameterizedTest
    @EnumSource
    void leaveTimeToBeginASecondDeliveryWithinTheLease(OutboxLane lane) {
        assertThat(lane.lastStart(config)).isGreaterThan(Duration.ofSeconds(10));
    }

    @Test
    void takeWhatAVersionWithoutThemWrote() {
        for (OutboxLane lane : OutboxLane.values()) {
            sql("INSERT INTO outbox (kind, order_id, payload, patient, available_at, created_at) VALUES ('" + kind(lane)
                    + "', gen_random_uuid(), 'old', " + lane.isPatient() + ", now() - interval '1 second', now())");
        }
        eventually("all are delivered", () -> count("outbox") == 0);
        assertThat(receivers())
                .allSatisfy(receiver -> assertThat(receiver.received).containsExactly("old"));
    }

    @Test
    void tellAVersionWithoutThemWhatMayWait() {
        QuarkusTransaction.requiringNew().run(() -> {
            for (OutboxLane lane : OutboxLane.values()) {
                outbox.add(kind(lane), UUID.randomUUID(), "");
            }
            assertThat(sql.list("SELECT kind FROM outbox WHERE patient", row -> row.getString(1)))
                    .containsExactlyInAnyOrder(kind(OutboxLane.PROVIDER), kind(OutboxLane.MAIL));
            assertThat(sql.number("SELECT count(*) FROM outbox WHERE NOT patient"))
                    .isEqualTo(1);
        });
    }

    @Test
    void haveAnIndexInWhichTheDueOnesComeFirst() {
        QuarkusTransaction.requiringNew().run(() -> {
            // Few rows are read faster without: is it of any use when there are many?
            sql.update("SET LOCAL enable_seqscan = off");
            String plan = String.join(
                    "\n",
                    sql.list(
                            "EXPLAIN " + OutboxRepository.TAKE,
                            row -> row.getString(1),
                            Instant.now(),
                            OutboxLane.MAIL.text(),
                            Instant.now(),
                            100));
            assertThat(plan)
                    .contains("using ix_outbox_due", "Index Cond: ((COALESCE(lane")
                    .doesNotContain("Sort");
        });
    }

    private Stream<Receiver> receivers() {
        return Stream.of(prompt, provider, mail);
    }

    private Receiver receiver(OutboxLane lane) {
        return receivers().filter(one -> one.lane() == lane).findFirst().orElseThrow();
    }

    private void send(OutboxLane lane, String payload) {
        QuarkusTransaction.requiringNew().run(() -> outbox.add(kind(lane), UUID.randomUUID(), payload));
    }

    private static String kind(OutboxLane lane) {
        return "to-" + lane.text();
    }
}
