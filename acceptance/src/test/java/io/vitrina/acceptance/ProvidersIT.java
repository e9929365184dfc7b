package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.Operator;
import io.vitrina.acceptance.client.ShopClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole shop as {@code ./vitrina up --provider=…} makes it, paid through a simulator of the provider. */
class ProvidersIT {

    private static final String STRIPE_SECRET = "whsec_simulator";
    private static final String STRIPE_WEBHOOK = "/api/v1/payments/webhook/stripe";

    private static Shop shopWith(String provider) {
        return Shop.start(
                "a shop with " + provider,
                Map.of("VITRINA_PAYMENTS_PROVIDER", provider, "VITRINA_LOCAL_SIMULATOR", "true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stripe", "yookassa"})
    void takesOnePaymentFromTheCartToTheAudit(String provider) {
        try (Shop shop = shopWith(provider)) {
            Customer customer = shop.customer();
            ShopClient client = customer.client();
            long product = shop.product("Самовар", 1_250_000, 3).path("id").asLong();
            client.post("/cart/items", Map.of("product_id", product, "quantity", 2))
                    .expect(200);
            String order = client.post("/orders", Map.of("expected_total", 2_500_000))
                    .expect(201)
                    .json()
                    .path("id")
                    .asText();
            JsonNode payment =
                    client.post("/payments/orders/" + order).expect(201).json();
            assertThat(payment.path("provider").asText()).isEqualTo(provider);

            pressPay(URI.create(payment.path("confirmation_url").asText()));

            Waiting.until(
                    "the order is paid",
                    () -> status(client, "/orders/" + order).equals("paid"));
            assertThat(status(client, "/payments/" + payment.path("id").asText()))
                    .isEqualTo("succeeded");
            assertThat(shop.quantityOf(product)).isEqualTo(1);
            Waiting.until(
                    "the reservation is settled",
                    () -> new Operator(shop.stack()).findings().isEmpty());
            if (provider.equals("stripe")) {
                believesAnyOfSeveralSignatures(shop);
            }
        }
    }

    /** As while a secret of the webhook is being changed: Stripe signs with the old one and the new one. */
    private static void believesAnyOfSeveralSignatures(Shop shop) {
        String body = "{\"id\": \"evt_odd\",\r\n \"object\": \"event\", \"type\": \"customer.created\","
                + " \"data\": {\"object\": {\"id\": \"cus_\\u0031\"}}}" + " ".repeat(200 * 1024);
        long now = Instant.now().getEpochSecond();
        String good = stripeSignature(STRIPE_SECRET, now, body);
        String other = stripeSignature("whsec_other", now, body);

        assertThat(notify(shop, "t=" + now + ",v1=" + other + ",v1=" + good, body)
                        .status())
                .isEqualTo(200);
        assertThat(notify(shop, "t=" + now + ",v1=" + other + ",v1=" + other, body)
                        .status())
                .isEqualTo(401);
        assertThat(notify(shop, "t=" + now + ",v1=" + good, body.replace("cus_", "cuS_"))
                        .status())
                .isEqualTo(401);
    }

    private static Answer notify(Shop shop, String signature, String body) {
        return shop.stranger().with("Stripe-Signature", signature).sendTo("POST", STRIPE_WEBHOOK, body);
    }

    private static String stripeSignature(String secret, long now, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((now + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a browser does when a person presses Pay on the provider's page. */
    private static void pressPay(URI page) {
        ShopClient browser = ShopClient.of(URI.create(page.getScheme() + "://" + page.getAuthority()));
        browser.sendTo("GET", page.getPath(), null).expect(200);
        Answer pressed = browser.with("Content-Type", "application/x-www-form-urlencoded")
                .sendTo("POST", page.getPath() + "/pay", "");
        assertThat(pressed.status()).as(pressed.toString()).isIn(302, 303);
    }

    private static String status(ShopClient client, String path) {
        return client.get(path).expect(200).json().path("status").asText();
    }
}
