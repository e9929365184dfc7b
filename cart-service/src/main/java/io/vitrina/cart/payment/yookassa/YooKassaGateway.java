package io.vitrina.cart.payment.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.payment.CancelOutcome;
import io.vitrina.cart.payment.CreatePayment;
import io.vitrina.cart.payment.CreateRefund;
import io.vitrina.cart.payment.PaymentGateway;
import io.vitrina.cart.payment.ProviderPayment;
import io.vitrina.cart.payment.ProviderRefund;
import io.vitrina.cart.payment.RawWebhook;
import io.vitrina.cart.payment.WebhookHint;
import io.vitrina.cart.payment.WebhookRejected;
import io.vitrina.cart.payment.wire.ProviderCalls;
import io.vitrina.cart.payment.wire.WireReply;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * YooKassa by redirect. Its notifications carry no signature: they are believed to be its own when they come from its
 * networks, and believed in nothing they say.
 */
@ApplicationScoped
public class YooKassaGateway implements PaymentGateway {

    private static final String PAYMENTS = "/v3/payments";
    private static final String REFUNDS = "/v3/refunds";

    private final ProviderCalls calls;
    private final Networks senders;
    private final boolean checkSender;
    private final boolean configured;

    YooKassaGateway(PaymentsConfig config, YooKassaClient client) {
        PaymentsConfig.Yookassa yookassa = config.yookassa();
        this.calls = new ProviderCalls("YooKassa", client::send, YooKassaGateway::code);
        this.senders = new Networks(yookassa.allowedNetworks());
        this.checkSender = yookassa.checkSender();
        this.configured = yookassa.shopId().isPresent() && yookassa.secretKey().isPresent();
    }

    @Override
    public String provider() {
        return "yookassa";
    }

    @Override
    public boolean configured() {
        return configured;
    }

    @Override
    public Set<String> currencies() {
        return YooKassaMoney.currencies();
    }

    @Override
    public ProviderPayment create(CreatePayment request) {
        return YooKassaWire.payment(calls.make(YooKassaClient.post(
                PAYMENTS, YooKassaWire.payment(request), request.paymentId().toString())));
    }

    @Override
    public ProviderPayment fetch(String providerPaymentId) {
        return YooKassaWire.payment(calls.read(PAYMENTS + "/" + providerPaymentId));
    }

    @Override
    public ProviderRefund refund(CreateRefund request) {
        return YooKassaWire.refund(calls.giveBack(YooKassaClient.post(
                REFUNDS, YooKassaWire.refund(request), request.refundId().toString())));
    }

    @Override
    public ProviderRefund fetchRefund(String providerRefundId) {
        return YooKassaWire.refund(calls.read(REFUNDS + "/" + providerRefundId));
    }

    @Override
    public Optional<ProviderRefund> findRefund(CreateRefund request) {
        Optional<ProviderRefund> sameAmount = Optional.empty();
        JsonNode list = calls.read(REFUNDS + "?limit=100&payment_id=" + request.providerPaymentId());
        for (JsonNode item : list.path("items")) {
            String label = item.path("metadata").path("refund_id").asText("");
            ProviderRefund refund = YooKassaWire.refund(item);
            if (label.equals(request.refundId().toString())) {
                return Optional.of(refund);
            }
            if (label.isEmpty() && refund.amountMinor() == request.amountMinor()) {
                sameAmount = Optional.of(refund);
            }
        }
        return sameAmount;
    }

    /** YooKassa ends only what it holds; what nobody has paid yet runs out by itself within the hour. */
    @Override
    public CancelOutcome cancel(String providerPaymentId) {
        return switch (fetch(providerPaymentId).state()) {
            case CANCELED -> CancelOutcome.CANCELLED;
            case AUTHORIZED -> {
                WireReply reply = calls.send(YooKassaClient.post(
                        PAYMENTS + "/" + providerPaymentId + "/cancel",
                        JsonNodeFactory.instance.objectNode(),
                        "cancel-" + providerPaymentId));
                yield reply.ok() ? CancelOutcome.CANCELLED : CancelOutcome.NOT_POSSIBLE_YET;
            }
            case PENDING, PROCESSING, SUCCEEDED -> CancelOutcome.NOT_POSSIBLE_YET;
        };
    }

    @Override
    public WebhookHint verify(RawWebhook webhook) {
        if (!configured) {
            throw new WebhookRejected("YooKassa is not set up");
        }
        if (checkSender && !senders.contain(webhook.clientIp())) {
            throw new WebhookRejected("not from YooKassa's networks");
        }
        return YooKassaNotification.read(webhook);
    }

    private static String code(JsonNode body) {
        String code = body.path("code").asText("");
        String parameter = body.path("parameter").asText("");
        return code.isEmpty() || parameter.isEmpty() ? code : code + ":" + parameter;
    }
}
