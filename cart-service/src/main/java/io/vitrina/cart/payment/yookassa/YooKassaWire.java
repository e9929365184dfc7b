package io.vitrina.cart.payment.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrina.cart.payment.CreatePayment;
import io.vitrina.cart.payment.CreateRefund;
import io.vitrina.cart.payment.OutcomeUnknown;
import io.vitrina.cart.payment.ProviderPayment;
import io.vitrina.cart.payment.ProviderRefund;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** YooKassa's objects, from our words and into them. */
final class YooKassaWire {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_DESCRIPTION = 128;
    /** How long a buyer has to confirm; YooKassa's answers don't say. */
    private static final Duration TO_CONFIRM = Duration.ofHours(1);

    private YooKassaWire() {}

    static ObjectNode payment(CreatePayment payment) {
        String description = "Order " + payment.orderNumber();
        ObjectNode body = JSON.objectNode();
        body.set("amount", amount(payment.amountMinor(), payment.currency()));
        body.put("capture", true);
        body.putObject("confirmation")
                .put("type", "redirect")
                .put("return_url", payment.returnUrl().toString());
        body.put("description", description.substring(0, Math.min(MAX_DESCRIPTION, description.length())));
        body.putObject("metadata")
                .put("order_id", payment.orderId().toString())
                .put("payment_id", payment.paymentId().toString());
        return body;
    }

    static ObjectNode refund(CreateRefund refund) {
        ObjectNode body = JSON.objectNode();
        body.put("payment_id", refund.providerPaymentId());
        body.set("amount", amount(refund.amountMinor(), refund.currency()));
        body.putObject("metadata")
                .put("refund_id", refund.refundId().toString())
                .put("payment_id", refund.paymentId().toString());
        return body;
    }

    static ProviderPayment payment(JsonNode payment) {
        ProviderPayment.State state = state(text(payment, "status"));
        String currency = text(payment.path("amount"), "currency");
        return new ProviderPayment(
                text(payment, "id"),
                state,
                minor(payment.path("amount")),
                currency,
                payment.path("metadata").path("payment_id").asText(null),
                state == ProviderPayment.State.PENDING
                        ? url(payment.path("confirmation")
                                .path("confirmation_url")
                                .asText(null))
                        : null,
                expiry(payment, state),
                state == ProviderPayment.State.CANCELED ? reason(payment) : null,
                payment.path("test").asBoolean(false));
    }

    static ProviderRefund refund(JsonNode refund) {
        ProviderRefund.State state = switch (text(refund, "status")) {
            case "succeeded" -> ProviderRefund.State.SUCCEEDED;
            case "canceled" -> ProviderRefund.State.FAILED;
            default -> ProviderRefund.State.PENDING;
        };
        return new ProviderRefund(
                text(refund, "id"),
                state,
                minor(refund.path("amount")),
                state == ProviderRefund.State.FAILED ? reason(refund) : null);
    }

    private static ProviderPayment.State state(String status) {
        return switch (status) {
            case "pending" -> ProviderPayment.State.PENDING;
            case "waiting_for_capture" -> ProviderPayment.State.AUTHORIZED;
            case "succeeded" -> ProviderPayment.State.SUCCEEDED;
            case "canceled" -> ProviderPayment.State.CANCELED;
            default -> throw new OutcomeUnknown("YooKassa tells of a status we don't know");
        };
    }

    private static Instant expiry(JsonNode payment, ProviderPayment.State state) {
        try {
            if (payment.path("expires_at").isTextual()) {
                return OffsetDateTime.parse(payment.get("expires_at").asText()).toInstant();
            }
            return state == ProviderPayment.State.PENDING
                            && payment.path("created_at").isTextual()
                    ? OffsetDateTime.parse(payment.get("created_at").asText())
                            .toInstant()
                            .plus(TO_CONFIRM)
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String reason(JsonNode object) {
        return object.path("cancellation_details").path("reason").asText("canceled");
    }

    private static ObjectNode amount(long minor, String currency) {
        return JSON.objectNode()
                .put("value", YooKassaMoney.toWire(minor, currency))
                .put("currency", currency);
    }

    /** What is no whole number of our units is certainly not what we asked for: -1, so that it can be looked into. */
    private static long minor(JsonNode amount) {
        try {
            return YooKassaMoney.fromWire(text(amount, "value"), text(amount, "currency"));
        } catch (ArithmeticException | IllegalArgumentException e) {
            return -1;
        }
    }

    private static URI url(String text) {
        try {
            return text == null ? null : URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new OutcomeUnknown("YooKassa's answer has no usable url", e);
        }
    }

    private static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw new OutcomeUnknown("YooKassa's answer has no " + name);
        }
        return value.asText();
    }
}
