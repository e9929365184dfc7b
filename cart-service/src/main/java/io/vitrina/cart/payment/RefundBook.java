package io.vitrina.cart.payment;

import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.order.By;
import io.vitrina.cart.order.Order;
import io.vitrina.cart.order.OrderRepository;
import io.vitrina.cart.order.OrderStatus;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The refunds' transactions: money is set aside first, then the provider is asked, then what it says is written down. */
@ApplicationScoped
@Bounded
class RefundBook {

    private static final Logger LOG = Logger.getLogger(RefundBook.class);

    private final RefundRepository refunds;
    private final PaymentRepository payments;
    private final OrderRepository orders;
    private final WebhookInbox inbox;
    private final PaymentEffects effects;
    private final PaymentGateways gateways;
    private final PaymentsConfig config;
    private final Clock clock;

    RefundBook(
            RefundRepository refunds,
            PaymentRepository payments,
            OrderRepository orders,
            WebhookInbox inbox,
            PaymentEffects effects,
            PaymentGateways gateways,
            PaymentsConfig config,
            Clock clock) {
        this.refunds = refunds;
        this.payments = payments;
        this.orders = orders;
        this.inbox = inbox;
        this.effects = effects;
        this.gateways = gateways;
        this.config = config;
        this.clock = clock;
    }

    /** All that is left of a payment that is locked; nobody need wait for it: the poller carries it out, at once. */
    UUID promiseRest(Payment payment, By by) {
        UUID refundId =
                promise(payment, null, by, effects.newId(), Duration.ZERO).id();
        effects.refundDue();
        return refundId;
    }

    /**
     * Sets money of a payment that is locked aside.
     *
     * @param amount null means all that is left
     * @param pollAfter when the poller carries it out, should nobody have done it by then
     */
    private Refund promise(Payment payment, Long amount, By by, UUID refundId, Duration pollAfter) {
        Instant now = clock.instant();
        Refund refund = new Refund(refundId, payment, payment.promise(amount), by, now);
        refund.askAgainAt(now.plus(pollAfter));
        refunds.persist(refund);
        LOG.infof(
                "refund %s: %d %s of payment %s (%s) on the word of %s",
                refund.id(),
                refund.amount(),
                payment.refundCurrency(),
                payment.id(),
                payment.status().text(),
                by.name());
        return refund;
    }

    /** Once for each id: a call that takes over from a dead one goes on with its refund. */
    @Transactional
    void open(UUID refundId, UUID paymentId, Long amount, By by) {
        orders.lockOfPayment(paymentId).orElseThrow(PaymentRepository::unknown);
        Payment payment = payments.lock(paymentId).orElseThrow();
        if (refunds.findByIdOptional(refundId).isEmpty()) {
            gateways.requireSetUp(payment.provider());
            promise(payment, amount, by, refundId, config.pollAfter());
        }
    }

    /** All that is left of what was paid for the order; whoever asks for it carries it out at once. */
    @Transactional
    UUID openAll(UUID orderId, By by) {
        Order order = orders.lock(orderId).orElseThrow(() -> ProblemException.notFound("order"));
        if (!order.status().canTransitionTo(OrderStatus.REFUNDED)) {
            throw ProblemException.conflict("an order that is " + order.status().text() + " can't become refunded");
        }
        Payment payment = paying(orderId);
        gateways.requireSetUp(payment.provider());
        return promise(payment, null, by, effects.newId(), config.pollAfter()).id();
    }

    /** As {@link #promiseRest}, of what was paid for an order that is locked. */
    void promiseAll(UUID orderId, By by) {
        promiseRest(paying(orderId), by);
    }

    /** What pays for the order; of two, the one that more can go back of. */
    private Payment paying(UUID orderId) {
        return payments.lockOfOrder(orderId).stream()
                .filter(payment -> payment.status().pays())
                .max(Comparator.comparingLong(Payment::left))
                .orElseThrow(() -> ProblemException.conflict("there is no payment to refund"));
    }

    /** What the provider is to be asked; empty when it has answered already. */
    @Transactional
    Optional<Errand> errand(UUID refundId) {
        Refund refund = refunds.findByIdOptional(refundId).orElseThrow(() -> ProblemException.notFound("refund"));
        if (!refund.isPending()) {
            return Optional.empty();
        }
        Payment payment = payments.findById(refund.paymentId());
        return Optional.of(new Errand(
                payment.provider(),
                refund.providerRefundId(),
                refund.createdAt(),
                new CreateRefund(
                        refund.id(),
                        payment.id(),
                        payment.providerPaymentId(),
                        refund.amount(),
                        payment.refundCurrency())));
    }

    /** @param providerRefundId null while the provider has not answered */
    record Errand(String provider, String providerRefundId, Instant since, CreateRefund request) {}

    /** As {@link #apply}, once for each event. */
    @Transactional
    void applyOnce(WebhookInbox.Event event, ProviderRefund told) {
        if (inbox.remember(event)) {
            refunds.atProvider(event.provider(), told.id())
                    .map(Refund::id)
                    .ifPresentOrElse(
                            id -> {
                                refunds.getEntityManager().clear();
                                apply(id, told);
                            },
                            () -> effects.unknown(event.provider()));
        }
    }

    /** What the provider says about a refund changes refund, payment and order together. */
    @Transactional
    void apply(UUID refundId, ProviderRefund told) {
        UUID paymentId = refunds.paymentOf(refundId);
        Order order = orders.lockOfPayment(paymentId).orElseThrow(PaymentRepository::unknown);
        Payment payment = payments.lock(paymentId).orElseThrow();
        Refund refund = refunds.lock(refundId).orElseThrow();
        if (!refund.isPending()) {
            if (told.state() == ProviderRefund.State.FAILED && refund.bounce(told.failureCode(), clock.instant())) {
                effects.refundBounced(refund);
            }
            return;
        }
        Instant now = clock.instant();
        if (told.id() != null) {
            refund.knownAs(told.id());
        }
        switch (told.state()) {
            case PENDING -> {}
            case FAILED -> {
                refund.fail(told.failureCode(), now);
                payment.keeps(refund.amount());
                effects.refundFailed(refund);
            }
            case SUCCEEDED -> {
                refund.succeed(now);
                boolean paid = payment.status().pays();
                if (payment.gaveBack(refund.amount(), now)) {
                    moveOrder(order, payment, refund, paid, now);
                }
            }
        }
    }

    /**
     * All money is back: an order on this money ends; one that ended before, or that was delivered, stays as it is.
     *
     * @param paid whether it was money that pays; what was in review never paid for anything
     */
    private void moveOrder(Order order, Payment payment, Refund refund, boolean paid, Instant now) {
        boolean paidByOther = payments.lockOfOrder(order.id()).stream()
                .anyMatch(p -> !p.id().equals(payment.id()) && p.status().pays());
        if (paid && order.status().canTransitionTo(OrderStatus.REFUNDED) && !paidByOther) {
            OrderStatus before = order.refund(now, refund.requestedBy());
            effects.refunded(order, before == OrderStatus.PAID);
        } else {
            effects.refunded(order, false);
        }
    }

    @Transactional
    RefundView view(UUID refundId) {
        Refund refund = refunds.findByIdOptional(refundId).orElseThrow(() -> ProblemException.notFound("refund"));
        return RefundView.of(refund, payments.findById(refund.paymentId()));
    }

    @Transactional
    List<UUID> takeDue(int most) {
        return refunds.takeDue(clock.instant(), config.pollAfter(), config.pollAtMost(), most);
    }
}
