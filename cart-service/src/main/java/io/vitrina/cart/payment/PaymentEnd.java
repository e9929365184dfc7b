package io.vitrina.cart.payment;

import io.vitrina.cart.outbox.OutboxHandler;
import io.vitrina.cart.outbox.OutboxLane;
import io.vitrina.cart.outbox.OutboxMessage;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Ends payments at their provider when their order has ended, so that nobody pays for nothing. */
@ApplicationScoped
class PaymentEnd implements OutboxHandler {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final PaymentStore store;
    private final PaymentService service;
    private final PaymentGateways gateways;

    PaymentEnd(PaymentStore store, PaymentService service, PaymentGateways gateways) {
        this.store = store;
        this.service = service;
        this.gateways = gateways;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(PaymentEffects.END);
    }

    @Override
    public OutboxLane lane() {
        return OutboxLane.PROVIDER;
    }

    @Override
    public void deliver(OutboxMessage message) {
        UUID paymentId = UUID.fromString(message.payload());
        PaymentStore.Question question = store.question(paymentId);
        if (question.providerPaymentId() == null) {
            return;
        }
        CancelOutcome outcome = cancel(question);
        if (outcome == CancelOutcome.CANCELLED) {
            store.endedAtProvider(paymentId);
        } else {
            // Paid already, or still to be paid: the poller goes on asking until the provider has a last word.
            service.sync(paymentId);
        }
    }

    private CancelOutcome cancel(PaymentStore.Question question) {
        try {
            return gateways.of(question.provider()).cancel(question.providerPaymentId());
        } catch (OutcomeUnknown e) {
            throw ProblemException.unavailable(e.getMessage(), RETRY_AFTER);
        }
    }
}
