package io.vitrina.simulator.yookassa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrina.simulator.config.SimulatorSettings.YooKassaAccount;
import io.vitrina.simulator.http.Call;
import io.vitrina.simulator.ledger.Happening;
import io.vitrina.simulator.ledger.PaymentView;
import io.vitrina.simulator.ledger.Provider;
import io.vitrina.simulator.webhook.Message;
import io.vitrina.simulator.webhook.Webhooks;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

/** YooKassa's notifications: unsigned, without an event id, and silent about refunds that failed. */
final class YooKassaNotifications {

    /** An address none of YooKassa's networks has. */
    private static final String STRANGER = "203.0.113.7";

    private final YooKassaAccount account;
    private final Webhooks webhooks;
    private final UnaryOperator<String> payUrl;

    YooKassaNotifications(YooKassaAccount account, Webhooks webhooks, UnaryOperator<String> payUrl) {
        this.account = account;
        this.webhooks = webhooks;
        this.payUrl = payUrl;
    }

    void happened(Happening happening) {
        PaymentView payment = happening.payment();
        if (payment.provider() != Provider.YOOKASSA) {
            return;
        }
        switch (happening.kind()) {
            case PAID, PAID_LATE -> send("payment.succeeded", json(payment), payment.id());
            case AUTHORIZED -> send("payment.waiting_for_capture", json(payment), payment.id());
            case CANCELED, EXPIRED, FELL_THROUGH -> send("payment.canceled", json(payment), payment.id());
            case REFUND_SUCCEEDED ->
                send(
                        "refund.succeeded",
                        YooKassaJson.refund(happening.refund()),
                        happening.refund().id());
            case PROCESSING, ATTEMPT_FAILED, REFUND_FAILED -> {
                // YooKassa has no event for these.
            }
        }
    }

    private ObjectNode json(PaymentView payment) {
        return YooKassaJson.payment(payment, payUrl.apply(payment.id()), account.shopId());
    }

    private void send(String event, ObjectNode object, String id) {
        ObjectNode body =
                Call.JSON.createObjectNode().put("type", "notification").put("event", event);
        body.set("object", object);
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        webhooks.send(new Message(Provider.YOOKASSA, event + ":" + id, event, bytes, this::headers));
    }

    private Map<String, String> headers(byte[] body, boolean forged) {
        if (forged) {
            return Map.of("X-Forwarded-For", STRANGER);
        }
        return account.sourceAddress()
                .map(address -> Map.of("X-Forwarded-For", address))
                .orElse(Map.of());
    }
}
