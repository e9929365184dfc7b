package io.vitrina.cart.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.payment.CancelOutcome;
import io.vitrina.cart.payment.CreatePayment;
import io.vitrina.cart.payment.CreateRefund;
import io.vitrina.cart.payment.OutcomeUnknown;
import io.vitrina.cart.payment.ProviderPayment;
import io.vitrina.cart.payment.ProviderPayment.State;
import io.vitrina.cart.payment.ProviderRefund;
import io.vitrina.cart.payment.ProviderRefused;
import io.vitrina.cart.payment.RawWebhook;
import io.vitrina.cart.payment.WebhookHint;
import io.vitrina.cart.payment.WebhookHint.Kind;
import io.vitrina.cart.payment.WebhookRejected;
import io.vitrina.cart.payment.wire.Samples;
import io.vitrina.simulator.ProviderSimulator;
import io.vitrina.simulator.config.SimulatorSettings;
import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.stripe.StripeSigner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeGatewayTest {

    private static ProviderSimulator simulator;
    private static StripeGateway stripe;

    @BeforeAll
    static void start() {
        simulator = ProviderSimulator.start(SimulatorSettings.forTests());
        stripe = gateway(Map.of());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
    }

    @Test
    void opensASessionForTheWholeOrder() {
        CreatePayment asked = Samples.payment(1999, "USD");
        ProviderPayment opened = stripe.create(asked);
        assertThat(opened.id()).startsWith("cs_");
        assertThat(opened.state()).isEqualTo(State.PENDING);
        assertThat(opened.amountMinor()).isEqualTo(1999);
        assertThat(opened.currency()).isEqualTo("USD");
        assertThat(opened.ourPaymentId()).isEqualTo(asked.paymentId().toString());
        assertThat(opened.redirectUrl()).isEqualTo(simulator.url().resolve("/pay/" + opened.id()));
        assertThat(opened.expiresAt().getEpochSecond())
                .isEqualTo(asked.requestedAt().plus(Duration.ofMinutes(35)).getEpochSecond());
        assertThat(opened.test()).isTrue();
        assertThat(simulator.payment(opened.id()).asked().reference())
                .isEqualTo(asked.orderId().toString());
    }

    @Test
    void opensOneSessionHoweverOftenItIsAsked() {
        CreatePayment asked = Samples.payment(1999, "USD");
        assertThat(stripe.create(asked)).isEqualTo(stripe.create(asked));
        assertThat(simulator.payments()).hasSize(1);
        assertThat(simulator.replays()).isEqualTo(1);
    }

    @Test
    void findsThePaymentWhoseAnswerWasLost() {
        simulator.faults().arm(Fault.CREATE_TIMEOUT_AFTER_SUCCESS);
        stripe.create(Samples.payment(1999, "USD"));
        assertThat(simulator.payments()).hasSize(1);
    }

    @Test
    void saysItDoesNotKnowWhenStripeRepeatsA500() {
        simulator.faults().arm(Fault.CREATE_500_AFTER_SUCCESS);
        CreatePayment asked = Samples.payment(1999, "USD");
        assertThatThrownBy(() -> stripe.create(asked)).isInstanceOf(OutcomeUnknown.class);
        assertThat(simulator.payments()).hasSize(1);
        assertThat(simulator.replays()).isEqualTo(2);
    }

    @Test
    void outlastsAShortBurstOf429() {
        simulator.faults().arm(Fault.TOO_MANY_REQUESTS, 2, 1);
        assertThat(stripe.create(Samples.payment(1999, "USD")).state()).isEqualTo(State.PENDING);
    }

    @Test
    void passesARefusalOnWithStripesWord() {
        CreatePayment late = Samples.payment(1999, "USD");
        CreatePayment tooLate = new CreatePayment(
                late.paymentId(),
                late.orderId(),
                late.orderNumber(),
                late.amountMinor(),
                late.currency(),
                late.requestedAt().minus(Duration.ofHours(1)),
                late.orderExpiresAt(),
                late.returnUrl());
        assertThatThrownBy(() -> stripe.create(tooLate))
                .isInstanceOf(ProviderRefused.class)
                .extracting("code")
                .isEqualTo("invalid_request_error");
        assertThatThrownBy(() -> stripe.create(Samples.payment(5124, "KWD")))
                .isInstanceOf(ProviderRefused.class)
                .extracting("code")
                .isEqualTo("amount_not_chargeable");
    }

    @Test
    void followsAPaymentThroughEachState() {
        String paid = open();
        simulator.pay(paid);
        assertThat(stripe.fetch(paid).state()).isEqualTo(State.SUCCEEDED);
        assertThat(stripe.fetch(paid).redirectUrl()).isNull();

        String slow = open();
        simulator.process(slow);
        assertThat(stripe.fetch(slow).state()).isEqualTo(State.PROCESSING);
        simulator.decline(slow);
        assertThat(stripe.fetch(slow).state()).isEqualTo(State.CANCELED);
        assertThat(stripe.fetch(slow).failureCode()).isEqualTo("insufficient_funds");

        String declined = open();
        simulator.decline(declined);
        assertThat(stripe.fetch(declined).state()).isEqualTo(State.PENDING);

        String held = open();
        simulator.authorize(held);
        assertThat(stripe.fetch(held).state()).isEqualTo(State.AUTHORIZED);

        String forgotten = open();
        simulator.advance(Duration.ofMinutes(36));
        assertThat(stripe.fetch(forgotten).state()).isEqualTo(State.CANCELED);
        assertThat(stripe.fetch(forgotten).failureCode()).isEqualTo("expired");
    }

    @Test
    void tellsWhatWasChargedNotWhatWasAsked() {
        simulator.faults().arm(Fault.AMOUNT_OFF_BY, 1, 1);
        simulator.faults().arm(Fault.CURRENCY_WRONG);
        simulator.faults().arm(Fault.METADATA_MISSING);
        simulator.faults().arm(Fault.TEST_FLAG_FLIPPED);
        String id = open();
        simulator.pay(id);
        ProviderPayment payment = stripe.fetch(id);
        assertThat(payment.amountMinor()).isEqualTo(2000);
        assertThat(payment.currency()).isEqualTo("EUR");
        assertThat(payment.ourPaymentId()).isNull();
        assertThat(payment.test()).isFalse();
    }

    @Test
    void endsOpenAndHeldPaymentsOnly() {
        String open = open();
        assertThat(stripe.cancel(open)).isEqualTo(CancelOutcome.CANCELLED);
        assertThat(stripe.cancel(open)).isEqualTo(CancelOutcome.CANCELLED);
        String held = open();
        simulator.authorize(held);
        assertThat(stripe.cancel(held)).isEqualTo(CancelOutcome.CANCELLED);
        String paid = open();
        simulator.pay(paid);
        assertThat(stripe.cancel(paid)).isEqualTo(CancelOutcome.NOT_POSSIBLE_YET);
        String contested = open();
        simulator.faults().arm(Fault.LATE_SUCCESS_AFTER_CANCEL);
        assertThat(stripe.cancel(contested)).isEqualTo(CancelOutcome.NOT_POSSIBLE_YET);
        assertThat(stripe.fetch(contested).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void refundsOncePerRefundOfOurs() {
        CreatePayment asked = Samples.payment(1999, "USD");
        String id = stripe.create(asked).id();
        assertThatThrownBy(() -> stripe.refund(Samples.refund(asked, id, 1))).isInstanceOf(ProviderRefused.class);
        simulator.pay(id);
        CreateRefund part = Samples.refund(asked, id, 1200);
        simulator.faults().arm(Fault.REFUND_TIMEOUT_AFTER_SUCCESS);
        ProviderRefund refund = stripe.refund(part);
        assertThat(refund.state()).isEqualTo(ProviderRefund.State.SUCCEEDED);
        assertThat(refund.amountMinor()).isEqualTo(1200);
        assertThat(stripe.fetchRefund(refund.id())).isEqualTo(refund);
        assertThat(stripe.findRefund(part)).hasValue(refund);
        assertThat(stripe.findRefund(Samples.refund(asked, id, 1200))).isEmpty();
        assertThatThrownBy(() -> stripe.refund(Samples.refund(asked, id, 800))).isInstanceOf(ProviderRefused.class);
        assertThat(simulator.audit().refunded()).isEqualTo(Map.of("USD", 1200L));
    }

    @Test
    void looksUpTheRefundWhose500StripeRepeats() {
        CreatePayment asked = Samples.payment(1999, "USD");
        String id = stripe.create(asked).id();
        simulator.pay(id);
        simulator.faults().arm(Fault.REFUND_500_AFTER_SUCCESS);
        assertThat(stripe.refund(Samples.refund(asked, id, 1999)).state()).isEqualTo(ProviderRefund.State.SUCCEEDED);
        assertThat(simulator.audit().refunds()).isEqualTo(1);
    }

    @Test
    void tellsRefundsThatWaitFromRefundsThatFail() {
        CreatePayment asked = Samples.payment(1999, "USD");
        String id = stripe.create(asked).id();
        simulator.pay(id);
        simulator.faults().arm(Fault.REFUND_PENDING);
        ProviderRefund pending = stripe.refund(Samples.refund(asked, id, 1999));
        assertThat(pending.state()).isEqualTo(ProviderRefund.State.PENDING);
        simulator.settleRefund(pending.id(), false);
        assertThat(stripe.fetchRefund(pending.id()).state()).isEqualTo(ProviderRefund.State.FAILED);
        assertThat(stripe.fetchRefund(pending.id()).failureCode()).isEqualTo("expired_or_canceled_card");
    }

    @Test
    void tellsAnUnknownPaymentFromAProviderThatIsAway() {
        assertThatThrownBy(() -> stripe.fetch("cs_test_none")).isInstanceOf(ProviderRefused.class);
        simulator.faults().arm(Fault.TOO_MANY_REQUESTS, 3, 1);
        assertThatThrownBy(() -> stripe.fetch("cs_test_none")).isInstanceOf(OutcomeUnknown.class);
        StripeGateway stranger = gateway(Map.of("vitrina.payments.stripe.secret-key", "sk_wrong"));
        assertThatThrownBy(() -> stranger.fetch("cs_test_none")).isInstanceOf(OutcomeUnknown.class);
        assertThatThrownBy(() -> stranger.create(Samples.payment(1999, "USD"))).isInstanceOf(ProviderRefused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "checkout.session.completed,PAYMENT",
        "checkout.session.async_payment_succeeded,PAYMENT",
        "checkout.session.async_payment_failed,PAYMENT",
        "checkout.session.expired,PAYMENT",
        "payment_intent.payment_failed,PAYMENT",
        "payment_intent.canceled,PAYMENT",
        "refund.updated,REFUND",
        "refund.failed,REFUND",
        "charge.refunded,OTHER",
        "charge.dispute.created,OTHER",
        "invoice.paid,OTHER"
    })
    void readsEventsAsHints(String type, Kind kind) {
        String body = "{\"id\":\"evt_1\",\"type\":\"" + type
                + "\",\"created\":1700000000,\"data\":{\"object\":{\"id\":\"xy_1\",\"payment_status\":\"paid\"}}}";
        WebhookHint hint = stripe.verify(signed(body));
        assertThat(hint.dedupeKey()).isEqualTo("evt_1");
        assertThat(hint.kind()).isEqualTo(kind);
        assertThat(hint.providerObjectId()).isEqualTo(kind == Kind.OTHER ? null : "xy_1");
    }

    @Test
    void readsAnEventWhateverTimeItNames() {
        String body = "{\"id\":\"evt_1\",\"type\":\"refund.failed\",\"created\":1000000000000000000,"
                + "\"data\":{\"object\":{\"id\":\"re_1\"}}}";
        assertThat(stripe.verify(signed(body))).isEqualTo(new WebhookHint("evt_1", "re_1", Kind.REFUND));
    }

    @Test
    void refusesEventsItCanNotReadOrTrust() {
        for (String body : List.of("", "[]", "{", "{\"id\":\"evt_1/../x\"}")) {
            assertThatThrownBy(() -> stripe.verify(signed(body))).isInstanceOf(WebhookRejected.class);
        }
        String path = "{\"id\":\"evt_1\",\"type\":\"refund.updated\",\"data\":{\"object\":{\"id\":\"../refunds\"}}}";
        assertThatThrownBy(() -> stripe.verify(signed(path))).isInstanceOf(WebhookRejected.class);
        RawWebhook unsigned = Samples.webhook("{\"id\":\"evt_1\"}".getBytes(), Map.of(), "127.0.0.1");
        assertThatThrownBy(() -> stripe.verify(unsigned)).isInstanceOf(WebhookRejected.class);
    }

    @Test
    void findsTheSessionBehindAPaymentIntent() {
        CreatePayment asked = Samples.payment(1999, "USD");
        String id = stripe.create(asked).id();
        simulator.pay(id);
        String intent = simulator.payment(id).intentId();
        ProviderPayment resolved = stripe.resolve(new WebhookHint("evt_1", intent, Kind.PAYMENT));
        assertThat(resolved).isEqualTo(stripe.fetch(id));
        WebhookHint nobody = new WebhookHint("evt_2", "pi_none", Kind.PAYMENT);
        assertThatThrownBy(() -> stripe.resolve(nobody)).isInstanceOf(ProviderRefused.class);
    }

    @Test
    void isNotConfiguredWithoutKeyOrSecret() {
        assertThat(stripe.configured()).isTrue();
        assertThat(gateway(Map.of("vitrina.payments.stripe.secret-key", "")).configured())
                .isFalse();
        StripeGateway noSecret = gateway(Map.of("vitrina.payments.stripe.webhook-secrets", ""));
        assertThat(noSecret.configured()).isFalse();
        assertThatThrownBy(() -> noSecret.verify(signed("{}"))).isInstanceOf(WebhookRejected.class);
    }

    private static RawWebhook signed(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String header =
                StripeSigner.header(List.of("whsec_simulator"), Instant.now().getEpochSecond(), bytes);
        return Samples.webhook(bytes, Map.of("stripe-signature", List.of(header)), "203.0.113.7");
    }

    private static String open() {
        return stripe.create(Samples.payment(1999, "USD")).id();
    }

    private static StripeGateway gateway(Map<String, String> more) {
        PaymentsConfig config = Samples.settings(simulator.url(), more);
        return new StripeGateway(config, new StripeClient(config), Clock.systemUTC());
    }
}
