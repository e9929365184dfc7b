package io.vitrina.simulator.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrina.simulator.http.Answer;
import io.vitrina.simulator.http.Call;
import io.vitrina.simulator.ledger.Ledger;
import io.vitrina.simulator.ledger.Money;
import io.vitrina.simulator.ledger.PaymentView;
import io.vitrina.simulator.ledger.RefundView;
import io.vitrina.simulator.ledger.RefundView.Outcome;
import io.vitrina.simulator.ledger.Status;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** YooKassa's objects as YooKassa writes them. */
final class YooKassaJson {

    private YooKassaJson() {}

    static ObjectNode payment(PaymentView payment, String payUrl, String shopId) {
        Status status = payment.status();
        Money money = payment.terms().money();
        ObjectNode json = Call.JSON.createObjectNode().put("id", payment.id()).put("status", statusOf(payment));
        json.set("amount", amount(money));
        json.put("description", payment.terms().description());
        json.putObject("recipient").put("account_id", shopId).put("gateway_id", "1");
        json.put(
                "created_at", payment.createdAt().truncatedTo(ChronoUnit.MILLIS).toString());
        if (status == Status.OPEN || status == Status.PROCESSING) {
            json.putObject("confirmation").put("type", "redirect").put("confirmation_url", payUrl);
        }
        if (status == Status.SUCCEEDED && payment.state().paidAt() != null) {
            json.put(
                    "captured_at",
                    payment.state().paidAt().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        if (status == Status.AUTHORIZED) {
            json.put(
                    "expires_at",
                    payment.createdAt()
                            .plus(7, ChronoUnit.DAYS)
                            .truncatedTo(ChronoUnit.MILLIS)
                            .toString());
        }
        if (status == Status.SUCCEEDED) {
            json.set("refunded_amount", amount(new Money(payment.refunded(), money.currency())));
        }
        if (status == Status.CANCELED) {
            json.putObject("cancellation_details")
                    .put("party", payment.state().reason().equals("canceled_by_merchant") ? "merchant" : "yoo_money")
                    .put("reason", payment.state().reason());
        }
        json.put("test", payment.state().test());
        json.put("paid", status == Status.SUCCEEDED || status == Status.AUTHORIZED);
        json.put("refundable", status == Status.SUCCEEDED && payment.refunded() < money.minor());
        json.set("metadata", metadata(payment.terms().metadata()));
        return json;
    }

    static ObjectNode refund(RefundView refund) {
        ObjectNode json = Call.JSON
                .createObjectNode()
                .put("id", refund.id())
                .put("payment_id", refund.paymentId())
                .put(
                        "status",
                        refund.outcome() == Outcome.FAILED
                                ? "canceled"
                                : refund.outcome().name().toLowerCase())
                .put(
                        "created_at",
                        refund.createdAt().truncatedTo(ChronoUnit.MILLIS).toString());
        json.set("amount", amount(refund.money()));
        if (refund.outcome() == Outcome.FAILED) {
            json.putObject("cancellation_details").put("party", "yoo_money").put("reason", "general_decline");
        }
        json.set("metadata", metadata(refund.metadata()));
        return json;
    }

    static ObjectNode list(List<ObjectNode> items, String nextCursor) {
        ObjectNode json = Call.JSON.createObjectNode().put("type", "list");
        ArrayNode array = json.putArray("items");
        items.forEach(array::add);
        if (nextCursor != null) {
            json.put("next_cursor", nextCursor);
        }
        return json;
    }

    static Answer error(int status, String code, String description) {
        return Answer.json(
                status,
                Call.JSON
                        .createObjectNode()
                        .put("type", "error")
                        .put("id", Ledger.freshId())
                        .put("code", code)
                        .put("description", description));
    }

    /** Reads {@code {"value": "19.99", "currency": "RUB"}}. */
    static Money money(JsonNode amount) {
        if (!amount.path("value").isTextual() || !amount.path("currency").isTextual()) {
            throw new IllegalArgumentException("amount needs a value and a currency, both as text");
        }
        return Money.ofDecimal(
                amount.get("value").asText(), amount.get("currency").asText());
    }

    static String statusOf(PaymentView payment) {
        return switch (payment.status()) {
            case OPEN, PROCESSING -> "pending";
            case AUTHORIZED -> "waiting_for_capture";
            case SUCCEEDED -> "succeeded";
            case CANCELED -> "canceled";
        };
    }

    private static ObjectNode amount(Money money) {
        return Call.JSON.createObjectNode().put("value", money.decimal()).put("currency", money.currency());
    }

    private static ObjectNode metadata(Map<String, String> metadata) {
        ObjectNode json = Call.JSON.createObjectNode();
        metadata.forEach(json::put);
        return json;
    }
}
