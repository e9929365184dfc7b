package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.cart.order.OrderStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand lives of a payment: the provider's words come shuffled, doubled or not at all, the buyer may cancel in
 * between, some money is not what was asked for, and at last the poller learns the truth. What a model says in a few
 * lines, the real rules say too. {@link EventSequenceTest} holds the same rules against the database.
 */
class EventModelTest {

    private static final int SEQUENCES = 10_000;
    private static final long SEED = Long.getLong("vitrina.test.seed", 20_261_120L);
    private static final Logger REFUNDS = Logger.getLogger(RefundBook.class.getName());

    /** What can happen to a payment; the buyer's change of mind among it. */
    private enum Happening {
        PENDING,
        PROCESSING,
        AUTHORIZED,
        CANCELED,
        SUCCEEDED,
        ORDER_CANCELLED
    }

    /** How it all ended. */
    private record End(PaymentStatus payment, OrderStatus order, List<Long> givenBack, int timesPaid) {}

    @Test
    void endsAsTheModelSays() {
        REFUNDS.setLevel(Level.OFF);
        Random random = new Random(SEED);
        Map<PaymentStatus, Integer> ends = new EnumMap<>(PaymentStatus.class);
        for (int i = 0; i < SEQUENCES; i++) {
            long came = random.nextInt(20) == 0 ? BooksInMemory.PRICE + 1 : BooksInMemory.PRICE;
            List<Happening> happenings = happenings(random);
            End end = live(happenings, came, random);
            assertThat(end)
                    .as("seed %d, sequence %d: %s, %d came", SEED, i, happenings, came)
                    .isEqualTo(model(happenings, came));
            ends.merge(end.payment(), 1, Integer::sum);
        }
        assertThat(ends.keySet())
                .as("every end that the provider's words lead to was reached")
                .contains(
                        PaymentStatus.PENDING,
                        PaymentStatus.PROCESSING,
                        PaymentStatus.FAILED,
                        PaymentStatus.CANCELLED,
                        PaymentStatus.SUCCEEDED,
                        PaymentStatus.REVIEW);
    }

    /** A path through the provider's states, then what becomes of it on the way: drops, repeats, any order. */
    private static List<Happening> happenings(Random random) {
        List<Happening> arrived = new ArrayList<>();
        List<Happening> truth = new ArrayList<>(List.of(Happening.PENDING, Happening.PROCESSING, Happening.AUTHORIZED));
        truth.removeIf(step -> random.nextBoolean());
        switch (random.nextInt(4)) {
            case 0 -> truth.add(Happening.CANCELED);
            case 1 -> truth.addAll(List.of(Happening.CANCELED, Happening.SUCCEEDED));
            case 2 -> truth.add(Happening.SUCCEEDED);
            default -> {}
        }
        for (Happening step : truth) {
            for (int times = random.nextInt(4); times > 0; times--) {
                arrived.add(step);
            }
        }
        Collections.shuffle(arrived, random);
        if (random.nextInt(4) == 0) {
            arrived.add(random.nextInt(arrived.size() + 1), Happening.ORDER_CANCELLED);
        }
        if (!truth.isEmpty()) {
            // Whatever got lost, the poller asks.
            arrived.add(truth.getLast());
        }
        return arrived;
    }

    private static End live(List<Happening> happenings, long came, Random random) {
        BooksInMemory books = new BooksInMemory();
        for (int i = 0; i < happenings.size(); i++) {
            Happening happening = happenings.get(i);
            if (happening == Happening.ORDER_CANCELLED) {
                books.cancelOrder();
                continue;
            }
            ProviderPayment told = told(books.payment, happening, came);
            WebhookInbox.Event event = new WebhookInbox.Event("mock", "event-" + i);
            assertThat(books.states.applyOnce(event, told, () -> {})).isPresent();
            if (random.nextBoolean()) {
                assertThat(books.states.applyOnce(event, told, () -> {})).isEmpty();
            }
        }
        return new End(books.payment.status(), books.order.status(), books.promised(), books.timesPaid());
    }

    private static ProviderPayment told(Payment payment, Happening happening, long came) {
        ProviderPayment.State state = ProviderPayment.State.valueOf(happening.name());
        String id = payment.id().toString();
        String code = state == ProviderPayment.State.CANCELED ? "declined" : null;
        return new ProviderPayment("p-" + id, state, came, "RUB", id, null, null, code, false);
    }

    private static End model(List<Happening> happenings, long came) {
        int money = position(happenings, Happening.SUCCEEDED);
        int refusal = position(happenings, Happening.CANCELED);
        int change = position(happenings, Happening.ORDER_CANCELLED);
        boolean called = change < happenings.size();
        OrderStatus unpaid = called ? OrderStatus.CANCELLED : OrderStatus.PENDING;
        if (money < happenings.size()) {
            if (came != BooksInMemory.PRICE) {
                return new End(PaymentStatus.REVIEW, unpaid, List.of(), 0);
            }
            return change < money
                    ? new End(PaymentStatus.SUCCEEDED, OrderStatus.CANCELLED, List.of(came), 0)
                    : new End(PaymentStatus.SUCCEEDED, OrderStatus.PAID, List.of(), 1);
        }
        if (refusal < happenings.size() || called) {
            return new End(refusal < change ? PaymentStatus.FAILED : PaymentStatus.CANCELLED, unpaid, List.of(), 0);
        }
        boolean moving = happenings.contains(Happening.PROCESSING) || happenings.contains(Happening.AUTHORIZED);
        return new End(moving ? PaymentStatus.PROCESSING : PaymentStatus.PENDING, unpaid, List.of(), 0);
    }

    /** Of the first of them; past the end when there is none. */
    private static int position(List<Happening> happenings, Happening wanted) {
        int position = happenings.indexOf(wanted);
        return position < 0 ? happenings.size() : position;
    }
}
