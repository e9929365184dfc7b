package io.vitrina.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.simulator.config.SimulatorSettings;
import io.vitrina.simulator.ledger.Status;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PayPageAndAdminTest {

    private Shop shop;
    private ProviderSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        shop = new Shop();
        simulator = ProviderSimulator.start(SimulatorSettings.forTests());
    }

    @AfterEach
    void stop() {
        simulator.close();
        shop.close();
    }

    @Test
    void showsThreeButtonsAndEscapesTheShopsText() throws Exception {
        String page = new String(call("GET", "/pay/" + session(), null).raw().body(), StandardCharsets.UTF_8);
        assertThat(page)
                .contains("19.99 USD", ">Pay<", ">Decline<", ">Abandon<", "Order &lt;72&gt; &amp; more")
                .doesNotContain("Order <72>");
    }

    @Test
    void sendsTheBuyerBackPaid() throws Exception {
        String id = session();
        Shop.Reply paid = call("POST", "/pay/" + id + "/pay", "");
        assertThat(paid.status()).isEqualTo(303);
        assertThat(paid.raw().headers().firstValue("Location"))
                .hasValue("https://shop.example/return?session_id=" + id);
        assertThat(simulator.payment(id).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void letsADeclinedBuyerTryAgainAtStripeOnly() throws Exception {
        String session = session();
        assertThat(call("POST", "/pay/" + session + "/decline", "").status()).isEqualTo(200);
        assertThat(simulator.payment(session).status()).isEqualTo(Status.OPEN);
        String payment = shop.yookassa(simulator, "/v3/payments", "key-1", Shop.payment("19.99", true))
                .json()
                .get("id")
                .asText();
        assertThat(call("POST", "/pay/" + payment + "/decline", "").status()).isEqualTo(303);
        assertThat(simulator.payment(payment).status()).isEqualTo(Status.CANCELED);
    }

    @Test
    void leavesAnAbandonedPaymentOpen() throws Exception {
        String id = session();
        assertThat(call("POST", "/pay/" + id + "/abandon", "").raw().headers().firstValue("Location"))
                .hasValue("https://shop.example/cart");
        assertThat(simulator.payment(id).status()).isEqualTo(Status.OPEN);
    }

    @Test
    void takesFaultsClockAndMovesOverHttp() throws Exception {
        String id = session();
        assertThat(call("POST", "/admin/faults/429_burst", "{\"times\": 1}").status())
                .isEqualTo(200);
        assertThat(shop.yookassa(simulator, "/v3/me", null, null).status()).isEqualTo(429);
        assertThat(call("POST", "/admin/faults/webhook_drop", "{\"probability\": 0.1}")
                        .status())
                .isEqualTo(200);
        assertThat(call("POST", "/admin/faults/no_such_fault", "{}").status()).isEqualTo(400);
        assertThat(call("POST", "/admin/payments/" + id + "/pay", "")
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("succeeded");
        JsonNode audit = call("GET", "/admin/audit", null).json();
        assertThat(audit.get("captures").asInt()).isEqualTo(1);
        assertThat(audit.at("/captured/USD").asLong()).isEqualTo(1999);
        JsonNode found =
                call("GET", "/admin/payments?payment_id=payment-1", null).json();
        assertThat(found.at("/0/id").asText()).isEqualTo(id);
        assertThat(call("POST", "/admin/clock", "{\"advance_seconds\": 60}")
                        .json()
                        .get("ahead_seconds")
                        .asLong())
                .isEqualTo(60);
        assertThat(call("POST", "/admin/reset", "").status()).isEqualTo(200);
        assertThat(simulator.payments()).isEmpty();
        assertThat(call("GET", "/health", null).json().get("status").asText()).isEqualTo("UP");
    }

    @Test
    void sendsNotificationsWhereItIsTold() throws Exception {
        assertThat(call("POST", "/admin/webhooks/stripe", "{\"url\": \"" + shop.webhookUrl() + "\"}")
                        .status())
                .isEqualTo(200);
        simulator.pay(session());
        assertThat(simulator.webhooks().awaitIdle(Duration.ofSeconds(5))).isTrue();
        assertThat(shop.notices()).hasSize(1);
        assertThat(call("GET", "/admin/deliveries", null).json().at("/0/status").asInt())
                .isEqualTo(200);
    }

    @Test
    void takesItsSettingsFromTheEnvironment() {
        Map<String, String> environment = Map.of(
                "SIMULATOR_PORT",
                "9",
                "SIMULATOR_STRIPE_WEBHOOK_SECRETS",
                "whsec_a,whsec_b",
                "SIMULATOR_YOOKASSA_WEBHOOK_URL",
                "http://localhost:8000/hook");
        SimulatorSettings settings = SimulatorSettings.fromEnvironment(environment::get);
        assertThat(settings.port()).isEqualTo(9);
        assertThat(settings.stripe().webhookSecrets()).containsExactly("whsec_a", "whsec_b");
        assertThat(settings.stripe().webhookUrl()).isEmpty();
        assertThat(settings.yookassa().webhookUrl()).isPresent();
        assertThat(settings.yookassa().sourceAddress()).isEmpty();
    }

    private Shop.Reply call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return shop.send(HttpRequest.newBuilder(simulator.url().resolve(path)).method(method, publisher));
    }

    private String session() throws IOException, InterruptedException {
        return shop.stripe(simulator, "/v1/checkout/sessions", null, Shop.session(1999, "usd"))
                .json()
                .get("id")
                .asText();
    }
}
