package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** A provider may make two payments of one of ours: only the one we know by its id pays for goods. */
@QuarkusTest
class OtherPaymentTest extends OpenPaymentTest {

    private static final String OTHER = "another-one";

    @Inject
    PaymentStates states;

    @Inject
    MeterRegistry metrics;

    @Test
    void wantsAReviewOfMoneyUnderAnotherId() {
        states.apply(payment, told(OTHER, ProviderPayment.State.SUCCEEDED));
        assertThat(status(payment)).isEqualTo("review");
        assertThat(paymentOf(USER, payment).getString("failure_code")).isEqualTo("provider_payment_mismatch");
        assertThat(orderStatus()).isEqualTo("pending");
        assertThat(count("payment WHERE provider_payment_id = '" + OTHER + "' AND captured = 10000"))
                .as("where the money is, and how much can go back from there")
                .isEqualTo(1);
    }

    @Test
    void isNotEndedByWhatBecomesOfAnother() {
        states.apply(payment, told(OTHER, ProviderPayment.State.CANCELED));
        states.apply(payment, told(OTHER, ProviderPayment.State.PROCESSING));
        assertThat(status(payment)).isEqualTo("pending");
        states.apply(payment, told(payment.toString(), ProviderPayment.State.SUCCEEDED));
        assertThat(orderStatus()).isEqualTo("paid");
    }

    @Test
    void alarmsWhenWhatIsPaidIsPaidOnceMore() {
        states.apply(payment, told(payment.toString(), ProviderPayment.State.SUCCEEDED));
        double before = reviews();
        states.apply(payment, told(payment.toString(), ProviderPayment.State.SUCCEEDED));
        assertThat(reviews()).isEqualTo(before);
        states.apply(payment, told(OTHER, ProviderPayment.State.SUCCEEDED));
        assertThat(reviews()).isEqualTo(before + 1);
        assertThat(status(payment)).isEqualTo("succeeded");
        assertThat(orderStatus()).isEqualTo("paid");
    }

    private double reviews() {
        return metrics.counter("vitrina.payment.review", "reason", "provider_payment_mismatch")
                .count();
    }

    private ProviderPayment told(String id, ProviderPayment.State state) {
        return new ProviderPayment(id, state, 10_000, "RUB", payment.toString(), null, null, null, true);
    }
}
