package io.vitrina.cart.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.cart.payment.CreatePayment;
import io.vitrina.cart.payment.OutcomeUnknown;
import io.vitrina.cart.payment.ProviderPayment;
import io.vitrina.cart.payment.ProviderPayment.State;
import io.vitrina.cart.payment.ProviderRefund;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeWireTest {

    @ParameterizedTest
    @CsvSource({
        "open,unpaid,,PENDING",
        "open,no_payment_required,,PENDING",
        "complete,paid,succeeded,SUCCEEDED",
        "complete,no_payment_required,,SUCCEEDED",
        "complete,unpaid,succeeded,SUCCEEDED",
        "complete,unpaid,processing,PROCESSING",
        "complete,unpaid,requires_action,PROCESSING",
        "complete,unpaid,requires_confirmation,PROCESSING",
        "complete,unpaid,,PROCESSING",
        "complete,unpaid,requires_capture,AUTHORIZED",
        "complete,unpaid,requires_payment_method,CANCELED",
        "complete,unpaid,canceled,CANCELED",
        "expired,unpaid,,CANCELED"
    })
    void readsTheStateFromSessionAndIntent(String status, String money, String intent, State state) {
        String expanded = intent == null ? "null" : "{\"id\":\"pi_1\",\"status\":\"" + intent + "\"}";
        assertThat(payment(status, money, "usd", 1999, expanded).state()).isEqualTo(state);
    }

    @Test
    void trustsWhatWasReceivedMoreThanWhatWasAsked() {
        String received = "{\"id\":\"pi_1\",\"status\":\"succeeded\",\"amount_received\":1500}";
        assertThat(payment("complete", "paid", "usd", 1999, received).amountMinor())
                .isEqualTo(1500);
    }

    @Test
    void marksAnAmountThatIsNoWholeNumberOfOurUnits() {
        assertThat(payment("complete", "paid", "isk", 150, "null").amountMinor())
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"pending,PENDING", "requires_action,PENDING", "succeeded,SUCCEEDED", "failed,FAILED", "canceled,FAILED"
    })
    void readsTheStateOfARefund(String status, ProviderRefund.State state) {
        assertThat(StripeWire.refund(json(
                                "{\"id\":\"re_1\",\"amount\":5,\"currency\":\"usd\",\"status\":\"" + status + "\"}"))
                        .state())
                .isEqualTo(state);
    }

    @Test
    void doesNotGuessWhatIsMissing() {
        assertThatThrownBy(() -> StripeWire.payment(json("{\"id\":\"cs_1\"}"))).isInstanceOf(OutcomeUnknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/return,https://shop.example/return?session_id={CHECKOUT_SESSION_ID}",
        "https://shop.example/return?a=b,https://shop.example/return?a=b&session_id={CHECKOUT_SESSION_ID}",
        "https://shop.example/app#/paid,https://shop.example/app?session_id={CHECKOUT_SESSION_ID}#/paid",
    })
    void tellsThePageTheBuyerComesBackToWhichSessionItWas(String returnUrl, String successUrl) {
        CreatePayment asked = new CreatePayment(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "72",
                1999,
                "USD",
                Instant.EPOCH,
                Instant.EPOCH,
                URI.create(returnUrl));
        assertThat(StripeWire.session(asked))
                .containsEntry("success_url", successUrl)
                .containsEntry("cancel_url", returnUrl);
    }

    private static ProviderPayment payment(String status, String money, String currency, long amount, String intent) {
        return StripeWire.payment(json("""
                {"id": "cs_1", "status": "%s", "payment_status": "%s", "currency": "%s", "amount_total": %d,
                 "payment_intent": %s, "url": "https://checkout.stripe.com/c/1", "livemode": true, "metadata": {}}""".formatted(status, money, currency, amount, intent)));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
