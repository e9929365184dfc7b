package io.vitrina.cart.payment.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.cart.payment.CreatePayment;
import io.vitrina.cart.payment.CreateRefund;
import io.vitrina.cart.payment.OutcomeUnknown;
import io.vitrina.cart.payment.ProviderPayment;
import io.vitrina.cart.payment.ProviderRefund;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Stripe's forms and objects, from our words and into them. */
final class StripeWire {

    /** Stripe takes 30 minutes at least, by its own clock when the call arrives: five more for clocks and repeats. */
    private static final Duration LIFETIME = Duration.ofMinutes(35);

    private StripeWire() {}

    /** One line with the whole total: Stripe has nothing to compute. */
    static Map<String, String> session(CreatePayment payment) {
        String line = "line_items[0]";
        Map<String, String> form = new LinkedHashMap<>();
        form.put("mode", "payment");
        form.put("client_reference_id", payment.orderId().toString());
        form.put("metadata[order_id]", payment.orderId().toString());
        form.put("metadata[payment_id]", payment.paymentId().toString());
        form.put(
                "payment_intent_data[metadata][payment_id]", payment.paymentId().toString());
        form.put(line + "[quantity]", "1");
        form.put(line + "[price_data][currency]", payment.currency().toLowerCase(Locale.ROOT));
        form.put(
                line + "[price_data][unit_amount]",
                Long.toString(StripeMoney.toWire(payment.amountMinor(), payment.currency())));
        form.put(line + "[price_data][product_data][name]", "Order " + payment.orderNumber());
        form.put("success_url", withSession(payment.returnUrl().toString()));
        form.put("cancel_url", payment.returnUrl().toString());
        form.put(
                "expires_at", Long.toString(payment.requestedAt().plus(LIFETIME).getEpochSecond()));
        return form;
    }

    /** Stripe puts the session's id there: a shop's own page learns from it which payment the buyer comes from. */
    private static String withSession(String returnUrl) {
        int fragment = returnUrl.indexOf('#');
        String page = fragment < 0 ? returnUrl : returnUrl.substring(0, fragment);
        return page
                + (page.indexOf('?') < 0 ? '?' : '&')
                + "session_id={CHECKOUT_SESSION_ID}"
                + returnUrl.substring(page.length());
    }

    static Map<String, String> refund(CreateRefund refund, String intentId) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("payment_intent", intentId);
        form.put("amount", Long.toString(StripeMoney.toWire(refund.amountMinor(), refund.currency())));
        form.put("metadata[refund_id]", refund.refundId().toString());
        form.put("metadata[payment_id]", refund.paymentId().toString());
        return form;
    }

    /** A Checkout Session, its payment intent expanded if it has one. */
    static ProviderPayment payment(JsonNode session) {
        JsonNode intent = session.path("payment_intent");
        ProviderPayment.State state = state(session, intent);
        String currency = text(session, "currency").toUpperCase(Locale.ROOT);
        boolean received = state == ProviderPayment.State.SUCCEEDED && intent.has("amount_received");
        long wire = received ? integer(intent, "amount_received") : integer(session, "amount_total");
        return new ProviderPayment(
                text(session, "id"),
                state,
                minor(wire, currency),
                currency,
                session.path("metadata").path("payment_id").asText(null),
                state == ProviderPayment.State.PENDING ? url(session.path("url").asText(null)) : null,
                session.path("expires_at").canConvertToLong()
                        ? Instant.ofEpochSecond(session.get("expires_at").asLong())
                        : null,
                state == ProviderPayment.State.CANCELED ? failure(session, intent) : null,
                !session.path("livemode").asBoolean(false));
    }

    static ProviderRefund refund(JsonNode refund) {
        ProviderRefund.State state = switch (text(refund, "status")) {
            case "succeeded" -> ProviderRefund.State.SUCCEEDED;
            case "failed", "canceled" -> ProviderRefund.State.FAILED;
            default -> ProviderRefund.State.PENDING;
        };
        String currency = text(refund, "currency").toUpperCase(Locale.ROOT);
        return new ProviderRefund(
                text(refund, "id"),
                state,
                minor(integer(refund, "amount"), currency),
                state == ProviderRefund.State.FAILED
                        ? refund.path("failure_reason").asText(text(refund, "status"))
                        : null);
    }

    /** A session that is complete says nothing of a slow payment's fate: its intent does. */
    private static ProviderPayment.State state(JsonNode session, JsonNode intent) {
        String money = session.path("payment_status").asText();
        if (money.equals("paid")) {
            return ProviderPayment.State.SUCCEEDED;
        }
        return switch (text(session, "status")) {
            case "open" -> ProviderPayment.State.PENDING;
            case "expired" -> ProviderPayment.State.CANCELED;
            // An order that costs nothing has no intent.
            default -> money.equals("no_payment_required") ? ProviderPayment.State.SUCCEEDED : stateOfIntent(intent);
        };
    }

    private static ProviderPayment.State stateOfIntent(JsonNode intent) {
        return switch (intent.path("status").asText()) {
            case "succeeded" -> ProviderPayment.State.SUCCEEDED;
            case "requires_capture" -> ProviderPayment.State.AUTHORIZED;
            case "canceled", "requires_payment_method" -> ProviderPayment.State.CANCELED;
            default -> ProviderPayment.State.PROCESSING;
        };
    }

    private static String failure(JsonNode session, JsonNode intent) {
        if (text(session, "status").equals("expired")) {
            return "expired";
        }
        JsonNode error = intent.path("last_payment_error");
        return error.path("decline_code").asText(error.path("code").asText("canceled"));
    }

    /** What is no whole number of our units is certainly not what we asked for: -1, so that it can be looked into. */
    private static long minor(long wire, String currency) {
        try {
            return StripeMoney.fromWire(wire, currency);
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    private static URI url(String text) {
        try {
            return text == null ? null : URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new OutcomeUnknown("Stripe's answer has no usable url", e);
        }
    }

    private static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw new OutcomeUnknown("Stripe's answer has no " + name);
        }
        return value.asText();
    }

    private static long integer(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isIntegralNumber()) {
            throw new OutcomeUnknown("Stripe's answer has no " + name);
        }
        return value.asLong();
    }
}
