package io.vitrina.cart.payment.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import io.vitrina.cart.payment.wire.WireReply;
import io.vitrina.cart.payment.wire.WireRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * YooKassa by redirect. Its notifications carry no signature: they are believed to be its own when they come from its
 * networks, and believed in nothing they say.
 */
@ApplicationScoped
public class YooKassaGateway implements PaymentGateway {

    private static final String PAYMENTS = "/v3/payments";
    private static final String REFUNDS = "/v3/refunds";
    private static final int MAX_CODE = 100;

    private final YooKassaClient client;
    private final Networks senders;
    private final boolean checkSender;
    private final boolean configured;

    YooKassaGateway(PaymentsConfig config, YooKassaClient client) {
        PaymentsConfig.Yookassa yookassa = config.yookassa();
        this.client = client;
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
        WireReply reply = send(YooKassaClient.post(
                PAYMENTS, YooKassaWire.payment(request), request.paymentId().toString()));
        return YooKassaWire.payment(accept(reply));
    }

    @Override
    public ProviderPayment fetch(String providerPaymentId) {
        return YooKassaWire.payment(read(PAYMENTS + "/" + providerPaymentId));
    }

    @Override
    public ProviderRefund refund(CreateRefund request) {
        WireReply reply = send(YooKassaClient.post(
                REFUNDS, YooKassaWire.refund(request), request.refundId().toString()));
        if (reply.status() == 401 || reply.status() == 403) {
            // Our credentials are wrong, not the refund: it is to be sent again once they are right.
            throw new OutcomeUnknown("YooKassa refused our credentials");
        }
        return YooKassaWire.refund(accept(reply));
    }

    @Override
    public ProviderRefund fetchRefund(String providerRefundId) {
        return YooKassaWire.refund(read(REFUNDS + "/" + providerRefundId));
    }

    @Override
    public Optional<ProviderRefund> findRefund(CreateRefund request) {
        Optional<ProviderRefund> sameAmount = Optional.empty();
        JsonNode list = read(REFUNDS + "?limit=100&payment_id=" + request.providerPaymentId());
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
                WireReply reply = send(YooKassaClient.post(
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
        return YooKassaNotification.read(webhook.body());
    }

    /** Reads an object: only 404 says something about it, any other refusal is about us. */
    private JsonNode read(String path) {
        WireReply reply = send(WireRequest.get(path));
        if (reply.ok()) {
            return reply.body();
        }
        if (reply.status() == 404) {
            throw new ProviderRefused("not_found");
        }
        throw new OutcomeUnknown("YooKassa answered " + reply.status() + " to a read");
    }

    private WireReply send(WireRequest request) {
        try {
            return client.send(request);
        } catch (CircuitBreakerOpenException e) {
            throw new OutcomeUnknown("YooKassa has been failing; " + request + " was not sent", e);
        }
    }

    private static JsonNode accept(WireReply reply) {
        if (reply.ok()) {
            return reply.body();
        }
        String code = reply.body().path("code").asText("http_" + reply.status());
        String parameter = reply.body().path("parameter").asText("");
        String whole = parameter.isEmpty() ? code : code + ":" + parameter;
        throw new ProviderRefused(whole.length() > MAX_CODE ? whole.substring(0, MAX_CODE) : whole);
    }
}
