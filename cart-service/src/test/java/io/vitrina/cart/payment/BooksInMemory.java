package io.vitrina.cart.payment;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.database.Crashes;
import io.vitrina.cart.order.Order;
import io.vitrina.cart.order.OrdersInMemory;
import io.vitrina.cart.testing.Stub;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The real rules for payments, over books that are kept in memory: one order with one payment at a time. */
final class BooksInMemory {

    static final long PRICE = 10_000;

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final PaymentsConfig CONFIG =
            Stub.of(PaymentsConfig.class, Map.of("acceptTest", Optional.of(true), "pollAfter", Duration.ofMinutes(1)));

    private final OrdersInMemory orders = new OrdersInMemory();
    private final Payments payments = new Payments();
    private final Refunds refunds = new Refunds();
    private final Inbox inbox = new Inbox();
    private final Effects effects = new Effects();
    private final RefundBook book = new RefundBook(refunds, payments, orders, inbox, effects, null, CONFIG, CLOCK);
    private final PaidOrders paidOrders = new PaidOrders(payments, effects, book, null, CLOCK);

    final PaymentStates states = new PaymentStates(payments, orders, inbox, book, effects, Crashes.none(), CLOCK);
    final Order order;
    final Payment payment;

    BooksInMemory() {
        order = orders.place(UUID.randomUUID(), PRICE, NOW);
        payment = new Payment(UUID.randomUUID(), order, "mock", NOW);
        payments.persist(payment);
    }

    void cancelOrder() {
        if (orders.cancel(order.id(), NOW)) {
            paidOrders.endOpen(order.id());
        }
    }

    /** Amounts of the refunds that were promised. */
    List<Long> promised() {
        return refunds.rows.stream().map(Refund::amount).toList();
    }

    int timesPaid() {
        return effects.paid;
    }

    private static final class Payments extends PaymentRepository {

        private final Map<UUID, Payment> rows = new HashMap<>();

        Payments() {
            super(null);
        }

        @Override
        public void persist(Payment payment) {
            rows.put(payment.id(), payment);
        }

        @Override
        Optional<Payment> lock(UUID id) {
            return Optional.ofNullable(rows.get(id));
        }

        @Override
        List<Payment> lockOfOrder(UUID orderId) {
            return rows.values().stream()
                    .filter(payment -> payment.orderId().equals(orderId))
                    .toList();
        }

        @Override
        Optional<UUID> match(String provider, ProviderPayment told) {
            return lock(UUID.fromString(told.ourPaymentId())).map(Payment::id);
        }
    }

    private static final class Refunds extends RefundRepository {

        private final List<Refund> rows = new ArrayList<>();

        Refunds() {
            super(null);
        }

        @Override
        public void persist(Refund refund) {
            rows.add(refund);
        }
    }

    private static final class Inbox extends WebhookInbox {

        private final Set<Event> events = new HashSet<>();

        Inbox() {
            super(null, CLOCK);
        }

        @Override
        boolean remember(Event event) {
            return events.add(event);
        }
    }

    private static final class Effects extends PaymentEffects {

        private int paid;

        Effects() {
            super(null, null, new SimpleMeterRegistry(), null, CONFIG, null);
        }

        @Override
        void paid(Order order) {
            paid++;
        }

        @Override
        void endAtProvider(Payment payment) {
            // Nobody is there to be told.
        }

        @Override
        void wantReview(Payment payment, String why) {
            // Nor to be alarmed.
        }

        @Override
        void refundDue() {
            // Nobody carries it out.
        }

        @Override
        void orphaned(Payment payment, Order order) {
            // Nor to be warned.
        }
    }
}
