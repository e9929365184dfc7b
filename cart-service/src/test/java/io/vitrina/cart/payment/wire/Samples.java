package io.vitrina.cart.payment.wire;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.payment.CreatePayment;
import io.vitrina.cart.payment.CreateRefund;
import io.vitrina.cart.payment.RawWebhook;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the gateways' tests ask for. */
public final class Samples {

    private Samples() {}

    /** Settings of a shop with accounts at both simulated providers. */
    public static PaymentsConfig settings(URI providers, Map<String, String> more) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(PaymentsConfig.class)
                .withDefaultValue("vitrina.payments.stripe.base-url", providers.toString())
                .withDefaultValue("vitrina.payments.stripe.secret-key", "sk_test_simulator")
                .withDefaultValue("vitrina.payments.stripe.webhook-secrets", "whsec_simulator")
                .withDefaultValue("vitrina.payments.yookassa.base-url", providers.toString())
                .withDefaultValue("vitrina.payments.yookassa.shop-id", "100500")
                .withDefaultValue("vitrina.payments.yookassa.secret-key", "test_simulator");
        more.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(PaymentsConfig.class);
    }

    public static CreatePayment payment(long amountMinor, String currency) {
        Instant now = Instant.now();
        return new CreatePayment(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "V-2026-000072",
                amountMinor,
                currency,
                now,
                now.plusSeconds(1_800),
                URI.create("https://shop.example/api/v1/payments/return"));
    }

    public static CreateRefund refund(CreatePayment payment, String providerPaymentId, long amountMinor) {
        return new CreateRefund(
                UUID.randomUUID(), payment.paymentId(), providerPaymentId, amountMinor, payment.currency());
    }

    public static RawWebhook webhook(byte[] body, Map<String, List<String>> headers, String clientIp) {
        return new RawWebhook(body, headers, clientIp);
    }
}
