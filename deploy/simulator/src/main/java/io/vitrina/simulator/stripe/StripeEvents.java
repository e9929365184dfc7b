package io.vitrina.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrina.simulator.config.SimulatorSettings.StripeAccount;
import io.vitrina.simulator.http.Call;
import io.vitrina.simulator.ledger.Happening;
import io.vitrina.simulator.ledger.Ledger;
import io.vitrina.simulator.ledger.PaymentView;
import io.vitrina.simulator.ledger.Provider;
import io.vitrina.simulator.webhook.Message;
import io.vitrina.simulator.webhook.Webhooks;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Stripe's events: made of what happens, kept for the list, sent as signed notifications. */
final class StripeEvents {

    private final StripeAccount account;
    private final Webhooks webhooks;
    private final UnaryOperator<String> payUrl;
    /** Signatures carry real time also when the simulated one runs ahead: shops check them against their own. */
    private final Clock realTime;

    private final List<ObjectNode> events = new ArrayList<>();
    private final Set<String> delivered = ConcurrentHashMap.newKeySet();

    StripeEvents(StripeAccount account, Webhooks webhooks, UnaryOperator<String> payUrl, Clock realTime) {
        this.account = account;
        this.webhooks = webhooks;
        this.payUrl = payUrl;
        this.realTime = realTime;
        webhooks.onDelivered(message -> delivered.add(message.id()));
    }

    void happened(Happening happening) {
        PaymentView payment = happening.payment();
        if (payment.provider() != Provider.STRIPE) {
            return;
        }
        switch (happening.kind()) {
            case PAID_LATE -> emit("checkout.session.async_payment_succeeded", session(payment));
            case PAID, PROCESSING, AUTHORIZED -> emit("checkout.session.completed", session(payment));
            case FELL_THROUGH -> emit("checkout.session.async_payment_failed", session(payment));
            case ATTEMPT_FAILED -> emit("payment_intent.payment_failed", StripeJson.intent(payment));
            case CANCELED -> emit("payment_intent.canceled", StripeJson.intent(payment));
            case EXPIRED -> emit("checkout.session.expired", session(payment));
            case REFUND_SUCCEEDED -> {
                emit("charge.refunded", StripeJson.charge(payment));
                emit("refund.updated", StripeJson.refund(payment, happening.refund()));
            }
            case REFUND_FAILED -> emit("refund.failed", StripeJson.refund(payment, happening.refund()));
        }
    }

    /** Events, newest first, of these types (all when empty). */
    synchronized List<ObjectNode> list(List<String> types, boolean undeliveredOnly) {
        return events.reversed().stream()
                .filter(event ->
                        types.isEmpty() || types.contains(event.get("type").asText()))
                .filter(event ->
                        !undeliveredOnly || !delivered.contains(event.get("id").asText()))
                .toList();
    }

    synchronized void clear() {
        events.clear();
        delivered.clear();
    }

    private ObjectNode session(PaymentView payment) {
        return StripeJson.session(payment, payUrl.apply(payment.id()), false);
    }

    private void emit(String type, ObjectNode object) {
        String id = "evt_" + Ledger.freshId();
        ObjectNode event = Call.JSON
                .createObjectNode()
                .put("id", id)
                .put("object", "event")
                .put("api_version", "2026-01-28.clover")
                .put("created", realTime.instant().getEpochSecond())
                .put("livemode", false)
                .put("pending_webhooks", 1)
                .put("type", type);
        event.putObject("request").putNull("id").putNull("idempotency_key");
        event.putObject("data").set("object", object);
        synchronized (this) {
            events.add(event);
        }
        byte[] body = event.toPrettyString().getBytes(StandardCharsets.UTF_8);
        webhooks.send(new Message(Provider.STRIPE, id, type, body, this::headers));
    }

    private Map<String, String> headers(byte[] body, boolean forged) {
        List<String> secrets = forged ? List.of("whsec_nobody_knows") : account.webhookSecrets();
        return Map.of(
                "Stripe-Signature",
                StripeSigner.header(secrets, realTime.instant().getEpochSecond(), body));
    }
}
