package io.vitrina.simulator.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrina.simulator.http.Answer;
import io.vitrina.simulator.http.Call;
import io.vitrina.simulator.ledger.PaymentView;
import io.vitrina.simulator.ledger.RefundView;
import io.vitrina.simulator.ledger.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Stripe's objects as Stripe writes them. */
final class StripeJson {

    /** Marks metadata that was given for the payment intent, not for the session. */
    static final String INTENT = "payment_intent_data.";

    private StripeJson() {}

    static ObjectNode session(PaymentView payment, String payUrl, boolean expanded) {
        Status status = payment.status();
        boolean open = status == Status.OPEN;
        ObjectNode json = object("checkout.session", payment.id());
        json.put("amount_subtotal", payment.terms().money().minor());
        json.put("amount_total", payment.terms().money().minor());
        json.put("currency", currency(payment));
        json.put("client_reference_id", emptyToNull(payment.terms().reference()));
        json.put("created", payment.createdAt().getEpochSecond());
        json.put("expires_at", payment.terms().expiresAt().getEpochSecond());
        json.put("livemode", !payment.state().test());
        json.set("metadata", metadata(payment.terms().metadata(), false));
        json.put("mode", "payment");
        json.put("payment_status", status == Status.SUCCEEDED ? "paid" : "unpaid");
        json.put("status", open ? "open" : sessionExpired(payment) ? "expired" : "complete");
        json.put("success_url", payment.terms().pages().success());
        json.put("cancel_url", emptyToNull(payment.terms().pages().cancel()));
        json.put("url", open ? payUrl : null);
        if (open || sessionExpired(payment)) {
            json.putNull("payment_intent");
        } else if (expanded) {
            json.set("payment_intent", intent(payment));
        } else {
            json.put("payment_intent", payment.intentId());
        }
        return json;
    }

    static ObjectNode intent(PaymentView payment) {
        boolean paid = payment.status() == Status.SUCCEEDED;
        ObjectNode json = object("payment_intent", payment.intentId());
        json.put("amount", payment.terms().money().minor());
        json.put("amount_received", paid ? payment.terms().money().minor() : 0);
        json.put("capture_method", payment.terms().capture() ? "automatic" : "manual");
        json.put("created", payment.createdAt().getEpochSecond());
        json.put("currency", currency(payment));
        json.put("latest_charge", paid ? chargeId(payment) : null);
        json.put("livemode", !payment.state().test());
        json.set("metadata", metadata(payment.terms().metadata(), true));
        json.put("status", intentStatus(payment));
        if (payment.state().reason().isEmpty() || sessionExpired(payment)) {
            json.putNull("last_payment_error");
        } else {
            json.putObject("last_payment_error")
                    .put("type", "card_error")
                    .put("code", "card_declined")
                    .put("decline_code", payment.state().reason());
        }
        return json;
    }

    static ObjectNode charge(PaymentView payment) {
        ObjectNode json = object("charge", chargeId(payment));
        json.put("amount", payment.terms().money().minor());
        json.put("amount_captured", payment.terms().money().minor());
        json.put("amount_refunded", payment.refunded());
        json.put("currency", currency(payment));
        json.set("metadata", metadata(payment.terms().metadata(), true));
        json.put("payment_intent", payment.intentId());
        json.put("refunded", payment.refunded() == payment.terms().money().minor());
        return json;
    }

    static ObjectNode refund(PaymentView payment, RefundView refund) {
        ObjectNode json = object("refund", refund.id());
        json.put("amount", refund.money().minor());
        json.put("charge", chargeId(payment));
        json.put("created", refund.createdAt().getEpochSecond());
        json.put("currency", refund.money().currency().toLowerCase(Locale.ROOT));
        json.set("metadata", metadata(refund.metadata(), false));
        json.put("payment_intent", payment.intentId());
        json.put("status", refund.outcome().name().toLowerCase(Locale.ROOT));
        if (refund.outcome() == RefundView.Outcome.FAILED) {
            json.put("failure_reason", "expired_or_canceled_card");
        }
        return json;
    }

    static ObjectNode list(String url, List<ObjectNode> items, boolean more) {
        ObjectNode json = Call.JSON.createObjectNode().put("object", "list").put("url", url);
        ArrayNode data = json.putArray("data");
        items.forEach(data::add);
        return json.put("has_more", more);
    }

    static Answer error(int status, String type, String code, String message) {
        ObjectNode json = Call.JSON.createObjectNode();
        ObjectNode error = json.putObject("error").put("type", type).put("message", message);
        if (code != null) {
            error.put("code", code);
        }
        return Answer.json(status, json);
    }

    /** A session that ended without a payment; one whose slow payment fell through is complete. */
    private static boolean sessionExpired(PaymentView payment) {
        return payment.status() == Status.CANCELED && payment.state().reason().equals("expired");
    }

    private static String intentStatus(PaymentView payment) {
        return switch (payment.status()) {
            case OPEN -> "requires_payment_method";
            case PROCESSING -> "processing";
            case AUTHORIZED -> "requires_capture";
            case SUCCEEDED -> "succeeded";
            case CANCELED ->
                payment.state().reason().equals("requested_by_customer") || sessionExpired(payment)
                        ? "canceled"
                        : "requires_payment_method";
        };
    }

    private static String chargeId(PaymentView payment) {
        return "ch_" + payment.intentId().substring(3);
    }

    private static String currency(PaymentView payment) {
        return payment.terms().money().currency().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode object(String kind, String id) {
        return Call.JSON.createObjectNode().put("id", id).put("object", kind);
    }

    private static ObjectNode metadata(Map<String, String> metadata, boolean ofIntent) {
        ObjectNode json = Call.JSON.createObjectNode();
        metadata.forEach((name, value) -> {
            if (name.startsWith(INTENT) == ofIntent) {
                json.put(ofIntent ? name.substring(INTENT.length()) : name, value);
            }
        });
        return json;
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
