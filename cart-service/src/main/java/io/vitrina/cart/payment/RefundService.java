package io.vitrina.cart.payment;

import io.vitrina.cart.config.CartProblems;
import io.vitrina.cart.idempotency.Claim;
import io.vitrina.cart.idempotency.Idempotency;
import io.vitrina.cart.idempotency.StoredAnswer;
import io.vitrina.cart.order.By;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Carries refunds out at the provider. A refund nobody knows the outcome of is asked for again under its own id. */
@ApplicationScoped
class RefundService {

    private static final Logger LOG = Logger.getLogger(RefundService.class);

    /** Providers forget idempotency keys after a day: near that, what happened is looked up first. */
    private static final Duration KEY_LIVES = Duration.ofHours(20);

    private final RefundBook book;
    private final PaymentGateways gateways;
    private final Idempotency idempotency;
    private final Surroundings surroundings;
    private final Clock clock;

    RefundService(
            RefundBook book,
            PaymentGateways gateways,
            Idempotency idempotency,
            Surroundings surroundings,
            Clock clock) {
        this.book = book;
        this.gateways = gateways;
        this.idempotency = idempotency;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    StoredAnswer refund(Claim claim, UUID paymentId, Long amount, By by) {
        UUID refundId = claim.resourceId();
        book.open(refundId, paymentId, amount, by);
        carryOut(refundId);
        RefundView view = book.view(refundId);
        if (view.status() == RefundStatus.FAILED) {
            throw refused();
        }
        StoredAnswer answer = StoredAnswer.first(201, surroundings.write(view), null);
        idempotency.complete(claim, answer);
        return answer;
    }

    void refundAll(UUID orderId, By by) {
        UUID refundId = book.openAll(orderId, by);
        carryOut(refundId);
        if (book.view(refundId).status() == RefundStatus.FAILED) {
            throw refused();
        }
    }

    /** Asks the provider, and writes down what it says; when it says nothing the poller asks again. */
    void carryOut(UUID refundId) {
        Optional<RefundBook.Errand> errand = book.errand(refundId);
        if (errand.isEmpty()) {
            return;
        }
        try {
            book.apply(refundId, ask(errand.get()));
        } catch (OutcomeUnknown e) {
            LOG.warnf("refund %s: outcome unknown, asked again later: %s", refundId, e.getMessage());
        } catch (ProviderRefused e) {
            book.apply(refundId, new ProviderRefund(null, ProviderRefund.State.FAILED, 0, e.code()));
        }
    }

    private ProviderRefund ask(RefundBook.Errand errand) {
        PaymentGateway gateway = gateways.of(errand.provider());
        if (errand.request().amountMinor() == 0 && !gateway.takesNothing()) {
            return new ProviderRefund(null, ProviderRefund.State.SUCCEEDED, 0, null);
        }
        if (errand.providerRefundId() != null) {
            try {
                return gateway.fetchRefund(errand.providerRefundId());
            } catch (ProviderRefused e) {
                throw new OutcomeUnknown("the provider does not tell about a refund it made", e);
            }
        }
        if (errand.since().plus(KEY_LIVES).isBefore(clock.instant())) {
            Optional<ProviderRefund> found = gateway.findRefund(errand.request());
            if (found.isPresent()) {
                return found.get();
            }
        }
        return gateway.refund(errand.request());
    }

    private static ProblemException refused() {
        return new ProblemException(CartProblems.PAYMENT_REFUSED, "the payment provider refused the refund");
    }
}
