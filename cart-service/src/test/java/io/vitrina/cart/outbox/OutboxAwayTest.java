package io.vitrina.cart.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.kit.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receiver that is away for an hour loses no message: such attempts don't count. */
@QuarkusTest
class OutboxAwayTest extends ShopTest {

    /** A receiver that is away until it is told to come back. */
    @Singleton
    public static class Absent implements OutboxHandler {

        static final String KIND = "absent";
        volatile RuntimeException failure;

        @Override
        public Set<String> kinds() {
            return Set.of(KIND);
        }

        @Override
        public void deliver(OutboxMessage message) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    @Inject
    Absent receiver;

    @Inject
    Outbox outbox;

    @Inject
    OutboxRelay relay;

    @BeforeEach
    void leave() {
        receiver.failure = ProblemException.unavailable("the receiver is away", Duration.ofSeconds(1));
        QuarkusTransaction.requiringNew().run(() -> outbox.add(Absent.KIND, UUID.randomUUID(), ""));
        eventually("the first attempt is made", () -> count("outbox WHERE away_since IS NOT NULL") == 1);
    }

    @Test
    void deliversWhenTheReceiverIsBackHoweverOftenItWasAway() {
        for (int i = 0; i < 50; i++) {
            tryAgain("");
        }
        assertThat(count("outbox WHERE parked_at IS NULL AND last_error = 'the receiver is away'"))
                .isEqualTo(1);
        assertThat(count("outbox WHERE attempts > 1")).isZero();
        receiver.failure = null;
        eventually("it is delivered", () -> {
            tryAgain("");
            return count("outbox") == 0;
        });
    }

    @Test
    void waitsLongerAndLongerButNoticesThatItIsBackWithinFiveMinutes() {
        tryAgain(", away_since = now() - interval '60 seconds'");
        waits(59, 75);
        tryAgain(", away_since = now() - interval '1 hour'");
        waits(290, 301);
    }

    @Test
    void isGivenUpAfterADay() {
        tryAgain(", away_since = now() - interval '23 hours 50 minutes'");
        assertThat(count("outbox WHERE parked_at IS NULL")).isEqualTo(1);
        tryAgain(", away_since = now() - interval '24 hours 1 minute'");
        assertThat(count("outbox WHERE parked_at IS NOT NULL")).isEqualTo(1);
        service().post("/internal/outbox/parked/retry").then().statusCode(200);
        eventually(
                "it is new again",
                () -> count("outbox WHERE parked_at IS NULL AND away_since > now() - interval '1 minute'") == 1);
    }

    @Test
    void beginsToCountWhenItAnswers() {
        receiver.failure = new IllegalArgumentException("not like this");
        tryAgain("");
        assertThat(count("outbox WHERE attempts > 0 AND away_since IS NULL")).isEqualTo(1);
    }

    /** The service's own relay may be the one who tries. */
    private void tryAgain(String more) {
        sql("UPDATE outbox SET available_at = now() - interval '1 second', last_error = NULL" + more);
        relay.deliverDue(OutboxLane.PROMPT);
        eventually("it was tried", () -> count("outbox WHERE last_error IS NULL") == 0);
    }

    private void waits(int least, int most) {
        assertThat(count("outbox WHERE available_at BETWEEN now() + interval '" + least
                        + " seconds' AND now() + interval '" + most + " seconds'"))
                .isEqualTo(1);
    }
}
