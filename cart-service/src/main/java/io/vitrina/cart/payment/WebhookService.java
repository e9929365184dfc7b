package io.vitrina.cart.payment;

import io.vitrina.cart.database.CrashPoint;
import io.vitrina.cart.database.CrashPoints;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** A notification is a hint: checked, looked up, and applied once. Returns when what follows from it is committed. */
@ApplicationScoped
public class WebhookService {

    private static final Logger LOG = Logger.getLogger(WebhookService.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final PaymentGateways gateways;
    private final WebhookInbox inbox;
    private final PaymentStates states;
    private final RefundBook refunds;
    private final RefundService refundService;
    private final PaymentEffects effects;
    private final CrashPoints crashes;

    WebhookService(
            PaymentGateways gateways,
            WebhookInbox inbox,
            PaymentStates states,
            RefundBook refunds,
            RefundService refundService,
            PaymentEffects effects,
            CrashPoints crashes) {
        this.gateways = gateways;
        this.inbox = inbox;
        this.states = states;
        this.refunds = refunds;
        this.refundService = refundService;
        this.effects = effects;
        this.crashes = crashes;
    }

    public void receive(String provider, RawWebhook webhook) {
        PaymentGateway gateway = gateways.listening(provider);
        WebhookHint hint = verified(gateway, webhook);
        WebhookInbox.Event event = new WebhookInbox.Event(provider, hint.dedupeKey());
        if (inbox.knows(event)) {
            return;
        }
        try {
            switch (hint.kind()) {
                case PAYMENT -> payment(event, gateway, hint);
                case REFUND -> refunds.applyOnce(event, gateway.fetchRefund(hint.providerObjectId()));
                case OTHER -> inbox.remember(event);
            }
        } catch (OutcomeUnknown e) {
            // Not acknowledged: the provider sends it again.
            throw ProblemException.unavailable("the provider can't be asked now", RETRY_AFTER);
        } catch (ProviderRefused e) {
            LOG.warnf("a notification of %s is about nothing it knows: %s", provider, e.code());
            effects.unknown(provider);
        }
    }

    private WebhookHint verified(PaymentGateway gateway, RawWebhook webhook) {
        try {
            return gateway.verify(webhook);
        } catch (WebhookRejected e) {
            effects.rejected(gateway.provider(), e.getMessage());
            throw ProblemException.unauthorized("the notification is not authentic");
        }
    }

    private void payment(WebhookInbox.Event event, PaymentGateway gateway, WebhookHint hint) {
        ProviderPayment told = gateway.resolve(hint);
        states.applyOnce(event, told, () -> gateway.accept(hint)).ifPresent(applied -> {
            crashes.reach(CrashPoint.WEBHOOK_COMMITTED);
            if (gateway.isHere()) {
                applied.refund().ifPresent(this::giveBack);
            }
        });
    }

    /** What fails here is made by the poller: the notification has had its effect. */
    private void giveBack(UUID refundId) {
        try {
            refundService.carryOut(refundId);
        } catch (ProblemException e) {
            LOG.debugf("refund %s is left to the poller: %s", refundId, e.toString());
        }
    }
}
