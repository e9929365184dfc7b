package io.vitrina.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.simulator.config.SimulatorSettings;
import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.stripe.StripeSigner;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StripeApiTest {

    private static final String SESSIONS = "/v1/checkout/sessions";

    private Shop shop;
    private ProviderSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        shop = new Shop();
        simulator = ProviderSimulator.start(SimulatorSettings.forTests()
                .notifying(shop.webhookUrl(), shop.webhookUrl())
                .signingWith("whsec_new", "whsec_old"));
    }

    @AfterEach
    void stop() {
        simulator.close();
        shop.close();
    }

    @Test
    void opensASessionThatIsPaidAndAnnouncedWithASignatureForEachSecret() throws Exception {
        Shop.Reply opened = shop.stripe(simulator, SESSIONS, "key-1", Shop.session(1999, "usd"));
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.json().get("status").asText()).isEqualTo("open");
        assertThat(opened.json().get("payment_status").asText()).isEqualTo("unpaid");
        assertThat(opened.json().get("payment_intent").isNull()).isTrue();
        String id = opened.json().get("id").asText();
        assertThat(opened.json().get("url").asText()).isEqualTo(simulator.url() + "/pay/" + id);

        simulator.pay(id);

        Shop.Reply read = shop.stripe(simulator, SESSIONS + "/" + id + "?expand[]=payment_intent", null, null);
        assertThat(read.json().get("status").asText()).isEqualTo("complete");
        assertThat(read.json().get("payment_status").asText()).isEqualTo("paid");
        assertThat(read.json().at("/payment_intent/status").asText()).isEqualTo("succeeded");
        assertThat(read.json().at("/payment_intent/amount_received").asLong()).isEqualTo(1999);
        assertThat(read.json().at("/payment_intent/metadata/payment_id").asText())
                .isEqualTo("payment-1");
        assertThat(read.json().at("/metadata/order_id").asText()).isEqualTo("order-1");
        assertThat(simulator.webhooks().awaitIdle(Duration.ofSeconds(5))).isTrue();
        Shop.Notice notice = shop.notices().getFirst();
        assertThat(notice.json().get("type").asText()).isEqualTo("checkout.session.completed");
        String signature = notice.header("Stripe-signature");
        long t = Long.parseLong(signature.substring(2, signature.indexOf(',')));
        assertThat(signature)
                .contains("v1=" + StripeSigner.sign("whsec_new", t, notice.body()))
                .contains("v1=" + StripeSigner.sign("whsec_old", t, notice.body()));
    }

    @Test
    void signsAsStripesOwnVectorSays() {
        byte[] body = "{\"id\":\"evt_test_1\",\"object\":\"event\",\"type\":\"checkout.session.completed\"}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(StripeSigner.sign("whsec_test_secret", 1_700_000_000, body))
                .isEqualTo("ca796b857b81e24d595a4c37abf88d2fafb533a32ede6ce4cfc9b0e892a35b08");
    }

    @Test
    void repeatsTheAnswerUnderAKeyAndRefusesAnotherRequestUnderIt() throws Exception {
        Map<String, String> form = Shop.session(1999, "usd");
        Shop.Reply first = shop.stripe(simulator, SESSIONS, "key-1", form);
        Shop.Reply again = shop.stripe(simulator, SESSIONS, "key-1", form);
        assertThat(again.raw().body()).isEqualTo(first.raw().body());
        assertThat(again.raw().headers().firstValue("Idempotent-Replayed")).hasValue("true");

        Shop.Reply other = shop.stripe(simulator, SESSIONS, "key-1", Shop.session(2000, "usd"));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json().at("/error/type").asText()).isEqualTo("idempotency_error");
        assertThat(simulator.payments()).hasSize(1);
    }

    @Test
    void makesOnePaymentOfManyEqualCalls() throws Exception {
        Map<String, String> form = Shop.session(1999, "usd");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> call =
                    () -> shop.stripe(simulator, SESSIONS, "key-1", form).status();
            for (Future<Integer> status :
                    threads.invokeAll(Stream.generate(() -> call).limit(20).toList())) {
                assertThat(status.get()).isIn(200, 409);
            }
        }
        assertThat(simulator.payments()).hasSize(1);
    }

    @Test
    void refusesWhatStripeRefuses() throws Exception {
        Map<String, String> unknown = Shop.session(1999, "usd");
        unknown.put("line_item[0][quantity]", "1");
        assertThat(shop.stripe(simulator, SESSIONS, null, unknown).status()).isEqualTo(400);
        Map<String, String> hasty = Shop.session(1999, "usd");
        hasty.put("expires_at", String.valueOf(simulator.clock().instant().getEpochSecond() + 60));
        assertThat(shop.stripe(simulator, SESSIONS, null, hasty).status()).isEqualTo(400);
        assertThat(shop.stripe(simulator, SESSIONS, null, Shop.session(1234, "kwd"))
                        .status())
                .isEqualTo(400);
        assertThat(shop.stripe(simulator, SESSIONS + "/cs_test_none", null, null)
                        .status())
                .isEqualTo(404);
        assertThat(shop.send(HttpRequest.newBuilder(simulator.url().resolve(SESSIONS + "/x")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void endsAnOpenSessionOnceAndNeverAPaidOne() throws Exception {
        String open = open("key-1");
        assertThat(shop.stripe(simulator, SESSIONS + "/" + open + "/expire", null, Map.of())
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("expired");
        assertThat(shop.stripe(simulator, SESSIONS + "/" + open + "/expire", null, Map.of())
                        .status())
                .isEqualTo(400);
        String paid = open("key-2");
        simulator.pay(paid);
        assertThat(shop.stripe(simulator, SESSIONS + "/" + paid + "/expire", null, Map.of())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void endsSessionsByThemselvesWhenTheirTimeIsUp() throws Exception {
        String id = open("key-1");
        simulator.advance(Duration.ofMinutes(36));
        assertThat(shop.stripe(simulator, SESSIONS + "/" + id, null, null)
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("expired");
        assertThatThrownBy(() -> simulator.pay(id)).hasMessageContaining("canceled already");
    }

    @Test
    void refundsNoMoreThanWasPaid() throws Exception {
        String id = open("key-1");
        simulator.pay(id);
        String intent = simulator.payment(id).intentId();
        Map<String, String> sixty =
                Map.of("payment_intent", intent, "amount", "1200", "metadata[refund_id]", "refund-1");
        Shop.Reply first = shop.stripe(simulator, "/v1/refunds", "refund-1", sixty);
        assertThat(first.json().get("status").asText()).isEqualTo("succeeded");
        assertThat(shop.stripe(simulator, "/v1/refunds", "refund-2", sixty).status())
                .isEqualTo(400);
        Shop.Reply list = shop.stripe(simulator, "/v1/refunds?payment_intent=" + intent, null, null);
        assertThat(list.json().get("data")).hasSize(1);
        assertThat(list.json().at("/data/0/metadata/refund_id").asText()).isEqualTo("refund-1");
        assertThat(simulator.audit().refunded()).containsExactly(Map.entry("USD", 1200L));
    }

    @Test
    void repeatsAStored500AsStripeDoes() throws Exception {
        simulator.faults().arm(Fault.CREATE_500_AFTER_SUCCESS);
        Map<String, String> form = Shop.session(1999, "usd");
        assertThat(shop.stripe(simulator, SESSIONS, "key-1", form).status()).isEqualTo(500);
        assertThat(shop.stripe(simulator, SESSIONS, "key-1", form).status()).isEqualTo(500);
        assertThat(simulator.payments()).hasSize(1);
    }

    @Test
    void losesTheAnswerButKeepsThePayment() throws Exception {
        simulator.faults().arm(Fault.CREATE_TIMEOUT_AFTER_SUCCESS);
        Map<String, String> form = Shop.session(1999, "usd");
        assertThatThrownBy(() -> shop.stripe(simulator, SESSIONS, "key-1", form))
                .isInstanceOf(IOException.class);
        assertThat(shop.stripe(simulator, SESSIONS, "key-1", form).status()).isEqualTo(200);
        assertThat(simulator.payments()).hasSize(1);
    }

    @Test
    void letsSlowMethodsSucceedOrFallThroughLater() throws Exception {
        String good = open("key-1");
        String bad = open("key-2");
        simulator.process(good);
        simulator.process(bad);
        assertThat(shop.stripe(simulator, SESSIONS + "/" + good, null, null)
                        .json()
                        .get("payment_status")
                        .asText())
                .isEqualTo("unpaid");
        simulator.pay(good);
        simulator.decline(bad);
        assertThat(simulator.webhooks().awaitIdle(Duration.ofSeconds(5))).isTrue();
        assertThat(simulator.webhooks().deliveries())
                .extracting("event")
                .contains("checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed");
        assertThat(shop.stripe(
                                simulator,
                                "/v1/payment_intents/" + simulator.payment(bad).intentId(),
                                null,
                                null)
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("requires_payment_method");
    }

    @Test
    void listsEventsTheShopHasNotTaken() throws Exception {
        simulator.faults().arm(Fault.WEBHOOK_DROP);
        simulator.pay(open("key-1"));
        simulator.pay(open("key-2"));
        assertThat(simulator.webhooks().awaitIdle(Duration.ofSeconds(5))).isTrue();
        String events = "/v1/events?types[]=checkout.session.completed";
        assertThat(shop.stripe(simulator, events, null, null).json().get("data"))
                .hasSize(2);
        assertThat(shop.stripe(simulator, events + "&delivery_success=false", null, null)
                        .json()
                        .get("data"))
                .hasSize(1);
    }

    private String open(String key) throws IOException, InterruptedException {
        return shop.stripe(simulator, SESSIONS, key, Shop.session(1999, "usd"))
                .json()
                .get("id")
                .asText();
    }
}
