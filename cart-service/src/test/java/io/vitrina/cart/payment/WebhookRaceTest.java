package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.Quick;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.cart.testing.UnpaidOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Providers repeat themselves, and several of their machines may do so at once. */
@QuarkusTest
class WebhookRaceTest extends ShopTest {

    /** How many events; 500 for a long run, with the answers' times. */
    private static final int EVENTS = Integer.getInteger("vitrina.webhook.events", 60);

    private static final int AT_ONCE = 32;
    private static final int AFTERWARDS = 10;
    private static final String OUTBOX_ROWS_EVER =
            "generate_series(1, (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM outbox_id_seq))";

    @Test
    void appliesEachEventOnceHoweverOftenAtOnceItComes() throws Exception {
        catalog.put(7, 10_000, EVENTS);
        List<UnpaidOrder> unpaid = unpaidOrders(EVENTS, 20_000, 7, 10_000);
        long rowsBefore = count(OUTBOX_ROWS_EVER);
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        List<Integer> statuses = new ArrayList<>();
        for (UnpaidOrder one : unpaid) {
            String event = "evt-" + one.payment();
            statuses.addAll(Parallel.run(AT_ONCE, i -> timed(times, event, one.payment())));
            for (int i = 0; i < AFTERWARDS; i++) {
                statuses.add(timed(times, event, one.payment()));
            }
        }
        assertThat(statuses).hasSize(EVENTS * (AT_ONCE + AFTERWARDS)).containsOnly(200);
        assertThat(count("orders WHERE status = 'paid'")).isEqualTo(EVENTS);
        assertThat(count("order_event WHERE status = 'paid'")).isEqualTo(EVENTS);
        assertThat(count("webhook_inbox")).isEqualTo(EVENTS);
        // To the catalogue and to the mail, once each; rows of transactions that were undone would count too.
        assertThat(count(OUTBOX_ROWS_EVER) - rowsBefore).isEqualTo(2L * EVENTS);
        eventually("each is sold once", () -> catalog.reservations("committed") == EVENTS);
        report(times);
    }

    private static int timed(List<Long> times, String event, UUID payment) {
        long begin = System.nanoTime();
        int status = Quick.webhook(event, "payment.succeeded", payment).status();
        times.add(System.nanoTime() - begin);
        return status;
    }

    private static void report(List<Long> times) {
        List<Long> sorted = times.stream().sorted().toList();
        Logger.getLogger(WebhookRaceTest.class)
                .infof(
                        "%d notifications, %d at once: p50 %d ms, p99 %d ms, slowest %d ms",
                        sorted.size(),
                        AT_ONCE,
                        TimeUnit.NANOSECONDS.toMillis(sorted.get(sorted.size() / 2)),
                        TimeUnit.NANOSECONDS.toMillis(sorted.get(sorted.size() * 99 / 100)),
                        TimeUnit.NANOSECONDS.toMillis(sorted.getLast()));
    }
}
