package io.vitrina.cart.payment.mock;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.cart.testing.Replica;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged service at an address on the internet, with play money and with a real provider. */
class MockStartIT {

    private static final Map<String, String> ON_THE_INTERNET =
            Map.of("QUARKUS_PROFILE", "prod,production", "VITRINA_PUBLIC_URL", "https://shop.example");

    @Test
    void playMoneyDoesNotStart() {
        assertEnds("cart-play-money", Map.of("VITRINA_PAYMENTS_PROVIDER", "mock"));
    }

    @Test
    void nobodyCanSendPlayEventsToARealShopEither() {
        assertEnds(
                "cart-play-events",
                Map.of(
                        "VITRINA_PAYMENTS_PROVIDER", "stripe",
                        "VITRINA_PAYMENTS_STRIPE_SECRET_KEY", "sk_of_a_test",
                        "VITRINA_PAYMENTS_STRIPE_WEBHOOK_SECRETS", "whsec_of_a_test"));
    }

    @Test
    void realProviderStarts() {
        Map<String, String> settings = new HashMap<>(ON_THE_INTERNET);
        settings.put("VITRINA_PAYMENTS_PROVIDER", "stripe");
        settings.put("VITRINA_PAYMENTS_STRIPE_SECRET_KEY", "sk_of_a_test");
        settings.put("VITRINA_PAYMENTS_STRIPE_WEBHOOK_SECRETS", "whsec_of_a_test");
        // As if it were not set.
        settings.put("VITRINA_PAYMENTS_MOCK_SECRET", "");
        try (Replica service = Replica.start("cart-real-provider", settings)) {
            assertThat(service.output()).doesNotContain("the mock payment provider can't be used");
        }
    }

    private static void assertEnds(String name, Map<String, String> payments) {
        Map<String, String> settings = new HashMap<>(ON_THE_INTERNET);
        settings.putAll(payments);
        try (Replica service = Replica.launch(name, settings)) {
            assertThat(service.awaitDeath()).isNotZero();
            assertThat(service.output())
                    .contains("the mock payment provider can't be used at https://shop.example")
                    .contains("vitrina.payments.provider")
                    .contains("vitrina.payments.mock.secret");
        }
    }
}
