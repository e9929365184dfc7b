package io.vitrina.cart.payment;

import io.vitrina.cart.config.CartProblems;
import io.vitrina.cart.database.CrashPoint;
import io.vitrina.cart.database.CrashPoints;
import io.vitrina.cart.idempotency.Claim;
import io.vitrina.cart.idempotency.Idempotency;
import io.vitrina.cart.idempotency.StoredAnswer;
import io.vitrina.cart.order.PaymentView;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Opens payments and asks providers about them: a row first, then the provider, then the row again. */
@ApplicationScoped
class PaymentService {

    private static final Logger LOG = Logger.getLogger(PaymentService.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final PaymentStore store;
    private final PaymentStates states;
    private final PaymentGateways gateways;
    private final Idempotency idempotency;
    private final CrashPoints crashes;
    private final Surroundings surroundings;

    PaymentService(
            PaymentStore store,
            PaymentStates states,
            PaymentGateways gateways,
            Idempotency idempotency,
            CrashPoints crashes,
            Surroundings surroundings) {
        this.store = store;
        this.states = states;
        this.gateways = gateways;
        this.idempotency = idempotency;
        this.crashes = crashes;
        this.surroundings = surroundings;
    }

    /** 201 with a new payment, 200 with the one that is open. */
    StoredAnswer open(Claim claim, UUID orderId) {
        PaymentStore.Attempt attempt = store.open(orderId, claim.userId());
        crashes.reach(CrashPoint.PAYMENT_INSERTED);
        PaymentView view = attempt.toCreate() == null
                ? store.view(attempt.paymentId(), claim.userId())
                : create(attempt.paymentId(), attempt.provider(), attempt.toCreate());
        StoredAnswer answer = StoredAnswer.first(
                attempt.isNew() ? 201 : 200,
                surroundings.write(view),
                attempt.isNew() ? "/api/v1/payments/" + view.id() : null);
        idempotency.complete(claim, answer);
        return answer;
    }

    private PaymentView create(UUID paymentId, String provider, PaymentStore.Creation creation) {
        try {
            ProviderPayment told = ask(provider, paymentId, creation);
            crashes.reach(CrashPoint.PAYMENT_CREATED);
            return states.applyOpened(paymentId, told).orElseGet(() -> states.apply(paymentId, told));
        } catch (ProviderRefused e) {
            store.refused(paymentId, e.code());
            throw new ProblemException(CartProblems.PAYMENT_REFUSED, "the payment provider refused the payment");
        } catch (OutcomeUnknown e) {
            LOG.warnf("payment %s: outcome unknown, asked again later: %s", paymentId, e.getMessage());
            store.unknown(paymentId);
            throw away();
        }
    }

    private ProviderPayment ask(String provider, UUID paymentId, PaymentStore.Creation creation) {
        PaymentGateway gateway = gateways.of(provider);
        if (creation.amount() == 0 && !gateway.takesNothing()) {
            return ProviderPayment.ofNothing(paymentId, creation.currency());
        }
        return gateway.create(new CreatePayment(
                paymentId,
                creation.orderId(),
                creation.number(),
                creation.amount(),
                creation.currency(),
                creation.since(),
                creation.orderExpires(),
                surroundings.returnUrl(paymentId)));
    }

    /** Asks the provider for the truth, now. */
    void sync(UUID paymentId) {
        PaymentStore.Question question = store.question(paymentId);
        if (question.toCreate() != null) {
            create(paymentId, question.provider(), question.toCreate());
        } else if (question.providerPaymentId() != null) {
            try {
                states.apply(paymentId, gateways.of(question.provider()).fetch(question.providerPaymentId()));
            } catch (ProviderRefused e) {
                LOG.errorf("the provider does not know payment %s: %s", paymentId, e.code());
                throw away();
            } catch (OutcomeUnknown e) {
                LOG.warnf("payment %s can't be asked for: %s", paymentId, e.getMessage());
                throw away();
            }
        }
    }

    private static ProblemException away() {
        return ProblemException.unavailable("the payment provider does not answer; ask again", RETRY_AFTER);
    }
}
