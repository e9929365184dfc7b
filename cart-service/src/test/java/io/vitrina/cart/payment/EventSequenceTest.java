package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever order, repeats and gaps a provider's words come in, the last state is the one a model says. */
@QuarkusTest
class EventSequenceTest extends ShopTest {

    private static final int SEQUENCES = 150;
    private static final long SEED = Long.getLong("vitrina.test.seed", 20_261_120L);

    @Inject
    PaymentStates states;

    @Test
    void endsAsTheModelSays() {
        Random random = new Random(SEED);
        catalog.put(7, 10_000, 1_000_000);
        for (int i = 0; i < SEQUENCES; i++) {
            long user = 10_000 + i;
            UUID order = order(user, 7);
            UUID payment = payment(user, order);
            List<ProviderPayment.State> words = words(random);
            for (int w = 0; w < words.size(); w++) {
                ProviderPayment told = told(payment, words.get(w));
                WebhookInbox.Event event = new WebhookInbox.Event("mock", payment + "-" + w);
                states.applyOnce(event, told, () -> {});
                if (random.nextInt(3) == 0) {
                    assertThat(states.applyOnce(event, told, () -> {})).isEmpty();
                }
            }
            String what = "seed " + SEED + ", sequence " + i + ": " + words;
            assertThat(paymentOf(user, payment).getString("status")).as(what).isEqualTo(model(words));
            assertThat(orderOf(user, order).getString("status"))
                    .as(what)
                    .isEqualTo(words.contains(ProviderPayment.State.SUCCEEDED) ? "paid" : "pending");
        }
        service().get("/internal/consistency").then().body("consistent", org.hamcrest.Matchers.is(true));
    }

    private static List<ProviderPayment.State> words(Random random) {
        List<ProviderPayment.State> words = new ArrayList<>();
        for (ProviderPayment.State state : ProviderPayment.State.values()) {
            for (int n = random.nextInt(3); n > 0; n--) {
                words.add(state);
            }
        }
        Collections.shuffle(words, random);
        return words;
    }

    private static String model(List<ProviderPayment.State> words) {
        String status = "pending";
        for (ProviderPayment.State word : words) {
            boolean open = status.equals("pending") || status.equals("processing");
            status = switch (word) {
                case SUCCEEDED -> "succeeded";
                case CANCELED -> open ? "cancelled" : status;
                case PROCESSING, AUTHORIZED -> status.equals("pending") ? "processing" : status;
                case PENDING -> status;
            };
        }
        return status;
    }

    private static ProviderPayment told(UUID payment, ProviderPayment.State state) {
        return new ProviderPayment(
                payment.toString(), state, 10_000, "RUB", payment.toString(), null, null, null, true);
    }
}
