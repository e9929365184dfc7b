package io.vitrina.cart.payment;

import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.order.Order;
import io.vitrina.cart.order.OrderRepository;
import io.vitrina.cart.order.OrderStatus;
import io.vitrina.cart.order.PaymentView;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The payments' transactions, save for what a provider's word does, which is {@link PaymentStates}'. */
@ApplicationScoped
@Bounded
class PaymentStore {

    /** Tries to open one attempt; after so many unknown outcomes it is given up and a new one is made. */
    private static final int MOST_TRIES = 3;

    private final PaymentRepository payments;
    private final OrderRepository orders;
    private final PaymentGateways gateways;
    private final PaymentEffects effects;
    private final PaymentsConfig config;
    private final Clock clock;

    PaymentStore(
            PaymentRepository payments,
            OrderRepository orders,
            PaymentGateways gateways,
            PaymentEffects effects,
            PaymentsConfig config,
            Clock clock) {
        this.payments = payments;
        this.orders = orders;
        this.gateways = gateways;
        this.effects = effects;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The order's one open attempt.
     *
     * @param isNew whether this call made it
     * @param toCreate what the provider must still be asked for; null when it has answered
     */
    record Attempt(UUID paymentId, boolean isNew, String provider, Creation toCreate) {}

    /** What stays the same however often the provider is asked. */
    record Creation(UUID orderId, String number, long amount, String currency, Instant since, Instant orderExpires) {}

    /** The open attempt when there is one, else a new one. */
    @Transactional
    Attempt open(UUID orderId, long userId) {
        return openFirst(orderId, userId).orElseGet(() -> openAnother(orderId, userId));
    }

    /** The way of nearly every payment; all that is out of the common is looked at by {@link #openAnother}. */
    private Optional<Attempt> openFirst(UUID orderId, long userId) {
        PaymentGateway gateway = gateways.chosen();
        Instant now = clock.instant();
        UUID id = effects.newId();
        return payments.openFirst(id, orderId, userId, gateway.provider(), now, now.plus(config.pollAfter()))
                .map(opened -> {
                    requireTaken(gateway, opened.currency());
                    return new Attempt(
                            id,
                            true,
                            gateway.provider(),
                            new Creation(
                                    orderId,
                                    opened.number(),
                                    opened.amount(),
                                    opened.currency(),
                                    now,
                                    opened.orderExpires()));
                });
    }

    private Attempt openAnother(UUID orderId, long userId) {
        Order order = orders.lockOwned(orderId, userId).orElseThrow(() -> ProblemException.notFound("order"));
        Instant now = clock.instant();
        if (order.status() != OrderStatus.PENDING) {
            throw ProblemException.conflict("an order that is " + order.status().text() + " can't be paid");
        }
        if (!now.isBefore(order.expiresAt())) {
            throw ProblemException.conflict("the order has expired");
        }
        List<Payment> attempts = payments.lockOfOrder(orderId);
        if (attempts.stream().anyMatch(p -> p.status() == PaymentStatus.REVIEW)) {
            throw ProblemException.conflict("a payment of this order is being looked at");
        }
        Optional<Payment> open =
                attempts.stream().filter(p -> p.status().isOpen()).findFirst();
        if (open.isPresent() && !isHopeless(open.get())) {
            return attempt(open.get(), order, false);
        }
        open.ifPresent(payment -> {
            // Nobody ever saw its page, so nobody can pay it; should it succeed all the same, its id is still known.
            payment.end("abandoned", now);
            payments.flush();
        });
        return attempt(newPayment(order, now), order, true);
    }

    private static boolean isHopeless(Payment payment) {
        return payment.isUnknownToProvider() && payment.attempts() >= MOST_TRIES;
    }

    private Payment newPayment(Order order, Instant now) {
        PaymentGateway gateway = gateways.chosen();
        requireTaken(gateway, order.currency());
        Payment payment = new Payment(effects.newId(), order, gateway.provider(), now);
        payment.askAgainAt(now.plus(config.pollAfter()));
        payments.persist(payment);
        return payment;
    }

    /** Ends the transaction otherwise. */
    private static void requireTaken(PaymentGateway gateway, String currency) {
        if (!gateway.currencies().contains(currency)) {
            throw ProblemException.unprocessable("the payment provider does not take " + currency);
        }
    }

    private static Attempt attempt(Payment payment, Order order, boolean isNew) {
        Creation creation = payment.isUnknownToProvider()
                ? new Creation(
                        order.id(),
                        order.number(),
                        payment.amount(),
                        payment.currency(),
                        payment.createdAt(),
                        order.expiresAt())
                : null;
        return new Attempt(payment.id(), isNew, payment.provider(), creation);
    }

    /** Nobody knows whether the provider has it. */
    @Transactional
    void unknown(UUID paymentId) {
        orders.lockOfPayment(paymentId).orElseThrow(PaymentRepository::unknown);
        payments.lock(paymentId).ifPresent(Payment::countAttempt);
    }

    /** The provider won't have it. */
    @Transactional
    void refused(UUID paymentId, String code) {
        orders.lockOfPayment(paymentId).orElseThrow(PaymentRepository::unknown);
        payments.lock(paymentId).ifPresent(payment -> {
            payment.end(code, clock.instant());
            payment.askAgainAt(null);
        });
    }

    /** What is still to be asked about a payment. */
    @Transactional
    Question question(UUID paymentId) {
        Order order = orders.lockOfPayment(paymentId).orElseThrow(PaymentRepository::unknown);
        Payment payment = payments.lock(paymentId).orElseThrow();
        if (payment.isUnknownToProvider()
                && (order.status() != OrderStatus.PENDING || !payment.status().isOpen())) {
            payment.end(null, clock.instant());
            payment.askAgainAt(null);
            return new Question(payment.provider(), null, null);
        }
        return new Question(
                payment.provider(),
                payment.providerPaymentId(),
                attempt(payment, order, false).toCreate());
    }

    /**
     * One of the two, or neither when there is nothing to ask.
     *
     * @param providerPaymentId to fetch it by
     * @param toCreate to ask for it once more
     */
    record Question(String provider, String providerPaymentId, Creation toCreate) {}

    /** @param ownerId whose it must be; null for an admin */
    @Transactional
    PaymentView view(UUID paymentId, Long ownerId) {
        return payments.visible(paymentId, ownerId)
                .orElseThrow(() -> ProblemException.notFound("payment"))
                .toView();
    }

    /** The provider has ended it: it needs no more questions. */
    @Transactional
    void endedAtProvider(UUID paymentId) {
        orders.lockOfPayment(paymentId).orElseThrow(PaymentRepository::unknown);
        payments.lock(paymentId).ifPresent(payment -> payment.askAgainAt(null));
    }

    @Transactional
    List<UUID> takeDue(int most) {
        return payments.takeDue(clock.instant(), config.pollAfter(), config.pollAtMost(), most);
    }
}
