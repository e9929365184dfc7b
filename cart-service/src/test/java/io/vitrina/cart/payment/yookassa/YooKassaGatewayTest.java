package io.vitrina.cart.payment.yookassa;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YooKassaGatewayTest {

    private static ProviderSimulator simulator;
    private static YooKassaGateway yookassa;

    @BeforeAll
    static void start() {
        simulator = ProviderSimulator.start(SimulatorSettings.forTests());
        yookassa = gateway(Map.of());
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
    void opensAPaymentForTheWholeOrder() {
        CreatePayment asked = Samples.payment(199_900, "RUB");
        ProviderPayment opened = yookassa.create(asked);
        assertThat(opened.state()).isEqualTo(State.PENDING);
        assertThat(opened.amountMinor()).isEqualTo(199_900);
        assertThat(opened.currency()).isEqualTo("RUB");
        assertThat(opened.ourPaymentId()).isEqualTo(asked.paymentId().toString());
        assertThat(opened.redirectUrl()).isEqualTo(simulator.url().resolve("/pay/" + opened.id()));
        assertThat(opened.expiresAt())
                .isBetween(
                        asked.requestedAt().plusSeconds(3_590),
                        asked.requestedAt().plusSeconds(3_610));
        assertThat(opened.test()).isTrue();
        assertThat(simulator.payment(opened.id()).asked().capture()).isTrue();
    }

    @Test
    void opensOnePaymentHoweverOftenItIsAskedOrFails() {
        CreatePayment asked = Samples.payment(199_900, "RUB");
        simulator.faults().arm(Fault.CREATE_500_AFTER_SUCCESS);
        ProviderPayment first = yookassa.create(asked);
        assertThat(yookassa.create(asked)).isEqualTo(first);
        assertThat(simulator.payments()).hasSize(1);
        simulator.faults().arm(Fault.CREATE_TIMEOUT_AFTER_SUCCESS);
        yookassa.create(Samples.payment(100, "RUB"));
        assertThat(simulator.payments()).hasSize(2);
    }

    @Test
    void saysItDoesNotKnowWhenTheProviderStaysAway() {
        simulator.faults().arm(Fault.TOO_MANY_REQUESTS, 3, 1);
        assertThatThrownBy(() -> yookassa.create(Samples.payment(100, "RUB"))).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void followsAPaymentThroughEachState() {
        String paid = open();
        simulator.pay(paid);
        assertThat(yookassa.fetch(paid).state()).isEqualTo(State.SUCCEEDED);
        assertThat(yookassa.fetch(paid).redirectUrl()).isNull();
        String held = open();
        simulator.authorize(held);
        assertThat(yookassa.fetch(held).state()).isEqualTo(State.AUTHORIZED);
        String declined = open();
        simulator.decline(declined);
        assertThat(yookassa.fetch(declined).state()).isEqualTo(State.CANCELED);
        assertThat(yookassa.fetch(declined).failureCode()).isEqualTo("insufficient_funds");
        String forgotten = open();
        simulator.advance(Duration.ofMinutes(61));
        assertThat(yookassa.fetch(forgotten).failureCode()).isEqualTo("expired_on_confirmation");
    }

    @Test
    void tellsWhatWasChargedNotWhatWasAsked() {
        simulator.faults().arm(Fault.AMOUNT_OFF_BY, 1, -1);
        simulator.faults().arm(Fault.CURRENCY_WRONG);
        simulator.faults().arm(Fault.METADATA_MISSING);
        simulator.faults().arm(Fault.TEST_FLAG_FLIPPED);
        String id = open();
        simulator.pay(id);
        ProviderPayment payment = yookassa.fetch(id);
        assertThat(payment.amountMinor()).isEqualTo(199_899);
        assertThat(payment.currency()).isEqualTo("EUR");
        assertThat(payment.ourPaymentId()).isNull();
        assertThat(payment.test()).isFalse();
    }

    @Test
    void endsOnlyWhatIsHeld() {
        String pending = open();
        assertThat(yookassa.cancel(pending)).isEqualTo(CancelOutcome.NOT_POSSIBLE_YET);
        simulator.pay(pending);
        assertThat(yookassa.cancel(pending)).isEqualTo(CancelOutcome.NOT_POSSIBLE_YET);
        String held = open();
        simulator.authorize(held);
        assertThat(yookassa.cancel(held)).isEqualTo(CancelOutcome.CANCELLED);
        assertThat(yookassa.cancel(held)).isEqualTo(CancelOutcome.CANCELLED);
    }

    @Test
    void refundsOncePerRefundOfOurs() {
        CreatePayment asked = Samples.payment(199_900, "RUB");
        String id = yookassa.create(asked).id();
        simulator.pay(id);
        CreateRefund part = Samples.refund(asked, id, 120_000);
        simulator.faults().arm(Fault.REFUND_500_AFTER_SUCCESS);
        ProviderRefund refund = yookassa.refund(part);
        assertThat(refund.state()).isEqualTo(ProviderRefund.State.SUCCEEDED);
        assertThat(yookassa.fetchRefund(refund.id())).isEqualTo(refund);
        assertThat(yookassa.findRefund(part)).hasValue(refund);
        assertThat(yookassa.findRefund(Samples.refund(asked, id, 120_000))).isEmpty();
        assertThatThrownBy(() -> yookassa.refund(Samples.refund(asked, id, 80_000)))
                .isInstanceOf(ProviderRefused.class)
                .extracting("code")
                .isEqualTo("invalid_request");
        assertThat(simulator.audit().refunded()).isEqualTo(Map.of("RUB", 120_000L));
    }

    @Test
    void tellsRefundsThatFail() {
        CreatePayment asked = Samples.payment(199_900, "RUB");
        String id = yookassa.create(asked).id();
        simulator.pay(id);
        simulator.faults().arm(Fault.REFUND_FAIL);
        ProviderRefund refund = yookassa.refund(Samples.refund(asked, id, 199_900));
        assertThat(refund.state()).isEqualTo(ProviderRefund.State.FAILED);
        assertThat(refund.failureCode()).isEqualTo("general_decline");
    }

    @Test
    void tellsAnUnknownPaymentFromAProviderThatIsAway() {
        assertThatThrownBy(() -> yookassa.fetch("none")).isInstanceOf(ProviderRefused.class);
        YooKassaGateway stranger = gateway(Map.of("vitrina.payments.yookassa.secret-key", "wrong"));
        assertThatThrownBy(() -> stranger.fetch("none")).isInstanceOf(OutcomeUnknown.class);
        assertThatThrownBy(() -> stranger.create(Samples.payment(100, "RUB"))).isInstanceOf(ProviderRefused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "payment.succeeded,PAYMENT",
        "payment.canceled,PAYMENT",
        "payment.waiting_for_capture,PAYMENT",
        "refund.succeeded,REFUND",
        "deal.closed,OTHER"
    })
    void readsNotificationsAsHints(String event, Kind kind) {
        WebhookHint hint = yookassa.verify(notification(event, "22e12f66-000f-5000-8000-18db351245c7"));
        assertThat(hint.kind()).isEqualTo(kind);
        assertThat(hint.dedupeKey()).startsWith(event + ":22e12f66-000f-5000-8000-18db351245c7:");
        assertThat(hint.providerObjectId())
                .isEqualTo(kind == Kind.OTHER ? null : "22e12f66-000f-5000-8000-18db351245c7");
    }

    @Test
    void takesARepeatForTheSameAndAnotherBodyForAnother() {
        RawWebhook one = notification("payment.succeeded", "22e12f66");
        byte[] other = (new String(one.body(), StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
        String key = yookassa.verify(one).dedupeKey();
        assertThat(yookassa.verify(one).dedupeKey()).isEqualTo(key);
        assertThat(yookassa.verify(Samples.webhook(other, Map.of(), "185.71.76.1"))
                        .dedupeKey())
                .isNotEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "185.71.76.32", "127.0.0.1", "", "unknown"})
    void refusesSendersOutsideTheNetworks(String address) {
        byte[] body = notification("payment.succeeded", "22e12f66").body();
        Map<String, List<String>> spoofed = Map.of("x-forwarded-for", List.of("185.71.76.1"));
        assertThatThrownBy(() -> yookassa.verify(Samples.webhook(body, spoofed, address)))
                .isInstanceOf(WebhookRejected.class);
        assertThat(gateway(Map.of("vitrina.payments.yookassa.check-sender", "false"))
                        .verify(Samples.webhook(body, Map.of(), address))
                        .kind())
                .isEqualTo(Kind.PAYMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"event\":\"payment.succeeded\"}",
                "{\"event\":\"payment.succeeded\",\"object\":{\"id\":\"../refunds\"}}",
                "{\"event\":\"Payment Succeeded\",\"object\":{\"id\":\"x\"}}"
            })
    void refusesWhatItCanNotRead(String body) {
        RawWebhook webhook = Samples.webhook(body.getBytes(StandardCharsets.UTF_8), Map.of(), "2a02:5180::1");
        assertThatThrownBy(() -> yookassa.verify(webhook)).isInstanceOf(WebhookRejected.class);
    }

    @Test
    void isNotConfiguredWithoutCredentials() {
        assertThat(yookassa.configured()).isTrue();
        YooKassaGateway none = gateway(Map.of("vitrina.payments.yookassa.shop-id", ""));
        assertThat(none.configured()).isFalse();
        RawWebhook webhook = notification("payment.succeeded", "22e12f66");
        assertThatThrownBy(() -> none.verify(webhook)).isInstanceOf(WebhookRejected.class);
    }

    private static RawWebhook notification(String event, String id) {
        String body = "{\"type\":\"notification\",\"event\":\"%s\",\"object\":{\"id\":\"%s\",\"status\":\"succeeded\"}}"
                .formatted(event, id);
        return Samples.webhook(body.getBytes(StandardCharsets.UTF_8), Map.of(), "185.71.76.1");
    }

    private static String open() {
        return yookassa.create(Samples.payment(199_900, "RUB")).id();
    }

    private static YooKassaGateway gateway(Map<String, String> more) {
        PaymentsConfig config = Samples.settings(simulator.url(), more);
        return new YooKassaGateway(config, new YooKassaClient(config));
    }
}
