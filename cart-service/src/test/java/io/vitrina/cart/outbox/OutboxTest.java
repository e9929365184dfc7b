package io.vitrina.cart.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.database.Sql;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.ShopTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxTest extends ShopTest {

    /** A receiver that fails as long as it is told to. */
    @Singleton
    public static class Receiver implements OutboxHandler {

        static final String KIND = "test";
        private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
        private volatile boolean broken;

        @Override
        public Set<String> kinds() {
            return Set.of(KIND);
        }

        @Override
        public void deliver(OutboxMessage message) {
            if (broken || message.payload().equals("poison")) {
                throw new IllegalArgumentException("address of somebody@example.com");
            }
            received.add(message.payload());
        }
    }

    @Inject
    Receiver receiver;

    @Inject
    Outbox outbox;

    @Inject
    OutboxRelay relay;

    @Inject
    OutboxRepository messages;

    @Inject
    Sql sql;

    @BeforeEach
    void mend() {
        receiver.broken = false;
        receiver.received.clear();
    }

    @Test
    void sendsNothingOfATransactionThatFailed() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.add(Receiver.KIND, UUID.randomUUID(), "never");
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        relay.deliverDue(OutboxLane.PROMPT);
        assertThat(receiver.received).isEmpty();
        assertThat(count("outbox")).isZero();
    }

    @Test
    void deliversEachMessageOnceWithManyRelays() throws Exception {
        QuarkusTransaction.requiringNew()
                .run(() -> IntStream.range(0, 500).forEach(i -> outbox.add(Receiver.KIND, UUID.randomUUID(), "m" + i)));
        Parallel.run(8, i -> {
            while (count("outbox") > 0) {
                relay.deliverDue(OutboxLane.PROMPT);
            }
            return 0;
        });
        assertThat(receiver.received).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void parksPoisonAfterTwentyAttemptsWhileOthersFlow() {
        UUID order = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> {
            outbox.add(Receiver.KIND, order, "poison");
            outbox.add(Receiver.KIND, order, "good");
        });
        eventually("it is parked", () -> {
            sql(
                    "UPDATE outbox SET available_at = now() - interval '1 second' WHERE parked_at IS NULL AND last_error IS NOT NULL");
            relay.deliverDue(OutboxLane.PROMPT);
            return count("outbox WHERE parked_at IS NOT NULL") == 1;
        });
        assertThat(receiver.received).containsExactly("good");
        int id = service()
                .get("/internal/outbox/parked")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("test"))
                .body("items[0].order_id", equalTo(order.toString()))
                .body("items[0].attempts", equalTo(20))
                .body("items[0].last_error", equalTo("IllegalArgumentException"))
                .extract()
                .path("items[0].id");

        sql("UPDATE outbox SET payload = 'cured'");
        service().post("/internal/outbox/parked/" + id + "/retry").then().statusCode(204);

        eventually("it is delivered", () -> receiver.received.contains("cured"));
        eventually("and gone", () -> count("outbox") == 0);
        service().post("/internal/outbox/parked/" + id + "/retry").then().statusCode(404);
        assertThat(List.copyOf(receiver.received)).containsExactly("good", "cured");
    }

    @Test
    void triesAllThatIsParkedAgainOnRequest() {
        QuarkusTransaction.requiringNew().run(() -> {
            for (String payload : List.of("a", "b", "c")) {
                outbox.add(Receiver.KIND, UUID.randomUUID(), payload);
            }
            sql.update("UPDATE outbox SET parked_at = now(), attempts = 20");
        });
        service().post("/internal/outbox/parked/retry").then().statusCode(200).body("retried", equalTo(3));
        eventually("all are delivered", () -> count("outbox") == 0);
        assertThat(receiver.received).containsExactlyInAnyOrder("a", "b", "c");
        service().post("/internal/outbox/parked/retry").then().statusCode(200).body("retried", equalTo(0));
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
}
