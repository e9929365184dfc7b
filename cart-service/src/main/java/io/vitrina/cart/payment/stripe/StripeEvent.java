package io.vitrina.cart.payment.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.cart.payment.RawWebhook;
import io.vitrina.cart.payment.WebhookHint;
import io.vitrina.cart.payment.WebhookHint.Kind;
import io.vitrina.cart.payment.WebhookRejected;
import java.io.IOException;
import java.util.regex.Pattern;

/** A verified event of Stripe's, as a hint. What it says of the payment is not used: the truth is asked for. */
final class StripeEvent {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Ids go into paths of our calls. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");

    private StripeEvent() {}

    /** @throws WebhookRejected when it can't be read */
    static WebhookHint read(RawWebhook webhook) {
        JsonNode event;
        try {
            event = JSON.readTree(webhook.content());
        } catch (IOException e) {
            throw new WebhookRejected("not JSON");
        }
        String id = event.path("id").asText();
        if (!ID.matcher(id).matches()) {
            throw new WebhookRejected("no event id");
        }
        Kind kind = kind(event.path("type").asText());
        String object = event.path("data").path("object").path("id").asText();
        if (kind != Kind.OTHER && !ID.matcher(object).matches()) {
            throw new WebhookRejected("no object id");
        }
        return new WebhookHint(id, kind == Kind.OTHER ? null : object, kind);
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "checkout.session.completed",
                    "checkout.session.async_payment_succeeded",
                    "checkout.session.async_payment_failed",
                    "checkout.session.expired",
                    "payment_intent.canceled",
                    "payment_intent.payment_failed" -> Kind.PAYMENT;
            case "refund.updated", "refund.failed", "charge.refund.updated" -> Kind.REFUND;
            default -> Kind.OTHER;
        };
    }
}
