package io.vitrina.cart.payment;

import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.database.CrashPoint;
import io.vitrina.cart.database.CrashPoints;
import io.vitrina.cart.order.By;
import io.vitrina.cart.order.Order;
import io.vitrina.cart.order.OrderRepository;
import io.vitrina.cart.order.OrderStatus;
import io.vitrina.cart.order.PaymentView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The one place where what a provider says changes a payment and its order, whoever asked: webhook, return page, poller
 * or a person. Under the order's and then the payment's row lock, forward only; the same word again changes nothing.
 */
@ApplicationScoped
@Bounded
class PaymentStates {

    private final PaymentRepository payments;
    private final OrderRepository orders;
    private final WebhookInbox inbox;
    private final RefundBook refunds;
    private final PaymentEffects effects;
    private final CrashPoints crashes;
    private final Clock clock;

    PaymentStates(
            PaymentRepository payments,
            OrderRepository orders,
            WebhookInbox inbox,
            RefundBook refunds,
            PaymentEffects effects,
            CrashPoints crashes,
            Clock clock) {
        this.payments = payments;
        this.orders = orders;
        this.inbox = inbox;
        this.refunds = refunds;
        this.effects = effects;
        this.crashes = crashes;
        this.clock = clock;
    }

    /**
     * What came of a provider's word.
     *
     * @param refund promised for money that pays for nothing; the poller carries it out, unless somebody does so before
     */
    record Applied(PaymentView payment, Optional<UUID> refund) {}

    /**
     * As {@link #apply}, once for each event; empty for a repeat, and for a payment that is none of ours.
     *
     * @param accepted runs along with the effect, once for each event too
     */
    @Transactional
    Optional<Applied> applyOnce(WebhookInbox.Event event, ProviderPayment told, Runnable accepted) {
        Optional<UUID> paymentId = payments.match(event.provider(), told);
        if (paymentId.isEmpty()) {
            // Acknowledged all the same: strangers shall not make a provider call us for days.
            effects.unknown(event.provider());
            return Optional.empty();
        }
        if (!inbox.remember(event)) {
            return Optional.empty();
        }
        accepted.run();
        Applied applied = applied(paymentId.get(), told);
        crashes.reach(CrashPoint.WEBHOOK_BEFORE_COMMIT);
        return Optional.of(applied);
    }

    /**
     * As {@link #apply}, for what a provider answers to a new attempt: that it waits for the buyer. Nothing moves then, so
     * no order has to be locked; it is one statement, and so a transaction by itself. Empty when there is more to it.
     */
    Optional<PaymentView> applyOpened(UUID paymentId, ProviderPayment told) {
        return told.state() == ProviderPayment.State.PENDING
                ? payments.known(paymentId, told, clock.instant())
                : Optional.empty();
    }

    @Transactional
    PaymentView apply(UUID paymentId, ProviderPayment told) {
        return applied(paymentId, told).payment();
    }

    private Applied applied(UUID paymentId, ProviderPayment told) {
        Order order = orders.lockOfPayment(paymentId).orElseThrow(PaymentRepository::unknown);
        List<Payment> attempts = payments.lockOfOrder(order.id());
        Payment payment = attempts.stream()
                .filter(p -> p.id().equals(paymentId))
                .findFirst()
                .orElseThrow();
        Instant now = clock.instant();
        payment.openAt(told, now);
        Case found = new Case(order, payment, attempts);
        Optional<UUID> refund = Optional.empty();
        if (payment.isKnownAs(told.id())) {
            refund = move(found, told, now);
        } else if (told.state() == ProviderPayment.State.SUCCEEDED) {
            refund = moveByOther(found, told, now);
        }
        return new Applied(payment.toView(), refund);
    }

    /**
     * What is locked.
     *
     * @param attempts all of the order's, {@code payment} too
     */
    private record Case(Order order, Payment payment, List<Payment> attempts) {}

    /** Money under another id than ours: it pays for nothing, and of a payment that is paid it was taken twice. */
    private Optional<UUID> moveByOther(Case found, ProviderPayment told, Instant now) {
        if (found.payment().status().isSettled()) {
            effects.wantReview(found.payment(), PaymentEffects.OTHER_PAYMENT);
            return Optional.empty();
        }
        return succeed(found, told, now);
    }

    private Optional<UUID> move(Case found, ProviderPayment told, Instant now) {
        Payment payment = found.payment();
        if (payment.status().isSettled()) {
            if (payment.status() == PaymentStatus.REVIEW && told.state() == ProviderPayment.State.SUCCEEDED) {
                payment.hold(told);
            }
            payment.askAgainAt(null);
            return Optional.empty();
        }
        switch (told.state()) {
            case PENDING -> {}
            case PROCESSING, AUTHORIZED -> payment.process(now);
            case CANCELED -> {
                payment.end(told.failureCode(), now);
                payment.askAgainAt(null);
            }
            case SUCCEEDED -> {
                return succeed(found, told, now);
            }
        }
        return Optional.empty();
    }

    /** Answers the refund of money that pays for nothing. */
    private Optional<UUID> succeed(Case found, ProviderPayment told, Instant now) {
        Order order = found.order();
        Payment payment = found.payment();
        payment.askAgainAt(null);
        Optional<String> mismatch = effects.mismatch(payment, told);
        if (mismatch.isPresent()) {
            payment.review(mismatch.get(), told, now);
            effects.wantReview(payment, mismatch.get());
            return Optional.empty();
        }
        payment.succeed(now);
        // Also past expires_at: until the sweeper has cancelled it, its goods are held and the money is welcome.
        if (order.status() == OrderStatus.PENDING) {
            order.pay(now, By.payment(payment.provider()));
            effects.paid(order);
            endOthers(found, now);
            return Optional.empty();
        }
        effects.orphaned(payment, order);
        return Optional.of(refunds.promiseRest(payment, By.SYSTEM));
    }

    /** Two attempts, one order: what else is open must not be paid as well. */
    private void endOthers(Case found, Instant now) {
        found.attempts().stream()
                .filter(other -> other != found.payment() && other.status().isOpen())
                .forEach(other -> {
                    other.end(null, now);
                    effects.endAtProvider(other);
                });
    }
}
