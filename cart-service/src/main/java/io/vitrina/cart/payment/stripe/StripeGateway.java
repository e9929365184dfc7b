package io.vitrina.cart.payment.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.payment.CancelOutcome;
import io.vitrina.cart.payment.CreatePayment;
import io.vitrina.cart.payment.CreateRefund;
import io.vitrina.cart.payment.OutcomeUnknown;
import io.vitrina.cart.payment.PaymentGateway;
import io.vitrina.cart.payment.ProviderPayment;
import io.vitrina.cart.payment.ProviderRefund;
import io.vitrina.cart.payment.ProviderRefused;
import io.vitrina.cart.payment.RawWebhook;
import io.vitrina.cart.payment.WebhookHint;
import io.vitrina.cart.payment.WebhookRejected;
import io.vitrina.cart.payment.wire.ProviderCalls;
import io.vitrina.cart.payment.wire.WireReply;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Stripe by hosted Checkout Sessions. Our name for a payment at Stripe is its session's id. */
@ApplicationScoped
public class StripeGateway implements PaymentGateway {

    private static final String SESSIONS = "/v1/checkout/sessions";
    private static final String REFUNDS = "/v1/refunds";
    private static final String INTENT_PREFIX = "pi_";

    private final ProviderCalls calls;
    private final StripeSignature signature;
    private final boolean configured;

    StripeGateway(PaymentsConfig config, StripeClient client, Clock clock) {
        PaymentsConfig.Stripe stripe = config.stripe();
        List<String> secrets = stripe.webhookSecrets().orElse(List.of());
        this.calls = new ProviderCalls("Stripe", client::send, StripeGateway::code);
        this.signature = new StripeSignature(secrets, stripe.tolerance(), clock);
        this.configured = stripe.secretKey().isPresent() && !secrets.isEmpty();
    }

    @Override
    public String provider() {
        return "stripe";
    }

    @Override
    public boolean configured() {
        return configured;
    }

    @Override
    public Set<String> currencies() {
        return StripeMoney.currencies();
    }

    @Override
    public ProviderPayment create(CreatePayment request) {
        Map<String, String> form;
        try {
            form = StripeWire.session(request);
        } catch (ArithmeticException e) {
            throw new ProviderRefused("amount_not_chargeable");
        }
        return StripeWire.payment(
                calls.make(StripeClient.post(SESSIONS, form, request.paymentId().toString())));
    }

    @Override
    public ProviderPayment fetch(String providerPaymentId) {
        return StripeWire.payment(session(providerPaymentId));
    }

    @Override
    public ProviderRefund refund(CreateRefund request) {
        String intent = intentOf(request.providerPaymentId());
        Map<String, String> form;
        try {
            form = StripeWire.refund(request, intent);
        } catch (ArithmeticException e) {
            throw new ProviderRefused("amount_not_refundable");
        }
        try {
            return StripeWire.refund(calls.giveBack(
                    StripeClient.post(REFUNDS, form, request.refundId().toString())));
        } catch (OutcomeUnknown e) {
            // Stripe repeats a 500 it has stored under the key for a day: what really happened is looked up.
            return labelled(request, refundsOf(intent)).orElseThrow(() -> e);
        }
    }

    @Override
    public ProviderRefund fetchRefund(String providerRefundId) {
        return StripeWire.refund(calls.read(REFUNDS + "/" + providerRefundId));
    }

    @Override
    public Optional<ProviderRefund> findRefund(CreateRefund request) {
        JsonNode refunds = refundsOf(intentOf(request.providerPaymentId()));
        return labelled(request, refunds)
                .or(() -> StreamSupport.stream(refunds.spliterator(), false)
                        .filter(item -> label(item).isEmpty())
                        .map(StripeWire::refund)
                        .filter(refund -> refund.amountMinor() == request.amountMinor())
                        .findFirst());
    }

    private JsonNode refundsOf(String intent) {
        return calls.read(REFUNDS + "?limit=100&payment_intent=" + intent).path("data");
    }

    private static Optional<ProviderRefund> labelled(CreateRefund request, JsonNode refunds) {
        return StreamSupport.stream(refunds.spliterator(), false)
                .filter(item -> label(item).equals(request.refundId().toString()))
                .map(StripeWire::refund)
                .findFirst();
    }

    private static String label(JsonNode refund) {
        return refund.path("metadata").path("refund_id").asText("");
    }

    /** An open session is expired; a held payment is let go; anything else can't be ended by us. */
    @Override
    public CancelOutcome cancel(String providerPaymentId) {
        WireReply ended = calls.send(StripeClient.post(SESSIONS + "/" + providerPaymentId + "/expire", Map.of(), null));
        if (ended.ok()) {
            return CancelOutcome.CANCELLED;
        }
        JsonNode session = session(providerPaymentId);
        ProviderPayment payment = StripeWire.payment(session);
        if (payment.state() == ProviderPayment.State.AUTHORIZED) {
            String intent = session.path("payment_intent").path("id").asText();
            WireReply released =
                    calls.send(StripeClient.post("/v1/payment_intents/" + intent + "/cancel", Map.of(), null));
            return released.ok() ? CancelOutcome.CANCELLED : CancelOutcome.NOT_POSSIBLE_YET;
        }
        return payment.state() == ProviderPayment.State.CANCELED
                ? CancelOutcome.CANCELLED
                : CancelOutcome.NOT_POSSIBLE_YET;
    }

    @Override
    public WebhookHint verify(RawWebhook webhook) {
        if (!configured) {
            throw new WebhookRejected("Stripe is not set up");
        }
        signature.check(webhook.header("stripe-signature").orElse(null), webhook.body());
        return StripeEvent.read(webhook);
    }

    /** Events about a payment intent are about the session it belongs to. */
    @Override
    public ProviderPayment resolve(WebhookHint hint) {
        String id = hint.providerObjectId();
        if (!id.startsWith(INTENT_PREFIX)) {
            return fetch(id);
        }
        JsonNode sessions =
                calls.read(SESSIONS + "?limit=1&payment_intent=" + id + "&expand%5B%5D=data.payment_intent");
        if (sessions.path("data").isEmpty()) {
            throw new ProviderRefused(ProviderCalls.NOT_FOUND);
        }
        return StripeWire.payment(sessions.path("data").get(0));
    }

    private JsonNode session(String id) {
        return calls.read(SESSIONS + "/" + id + "?expand%5B%5D=payment_intent");
    }

    private String intentOf(String sessionId) {
        String intent = session(sessionId).path("payment_intent").path("id").asText("");
        if (intent.isEmpty()) {
            throw new ProviderRefused("not_paid");
        }
        return intent;
    }

    private static String code(JsonNode body) {
        JsonNode error = body.path("error");
        return error.path("code").asText(error.path("type").asText(""));
    }
}
