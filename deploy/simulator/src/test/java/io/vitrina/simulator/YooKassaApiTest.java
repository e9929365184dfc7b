package io.vitrina.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.simulator.config.SimulatorSettings;
import io.vitrina.simulator.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class YooKassaApiTest {

    private static final String PAYMENTS = "/v3/payments";

    private Shop shop;
    private ProviderSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        shop = new Shop();
        simulator =
                ProviderSimulator.start(SimulatorSettings.forTests().notifying(shop.webhookUrl(), shop.webhookUrl()));
    }

    @AfterEach
    void stop() {
        simulator.close();
        shop.close();
    }

    @Test
    void opensAPaymentThatIsPaidAndAnnouncedWithoutASignature() throws Exception {
        Shop.Reply opened = shop.yookassa(simulator, PAYMENTS, "key-1", Shop.payment("1999.00", true));
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.json().get("status").asText()).isEqualTo("pending");
        assertThat(opened.json().get("paid").asBoolean()).isFalse();
        assertThat(opened.json().at("/amount/value").asText()).isEqualTo("1999.00");
        String id = opened.json().get("id").asText();
        assertThat(opened.json().at("/confirmation/confirmation_url").asText())
                .isEqualTo(simulator.url() + "/pay/" + id);

        simulator.pay(id);

        Shop.Reply read = shop.yookassa(simulator, PAYMENTS + "/" + id, null, null);
        assertThat(read.json().get("status").asText()).isEqualTo("succeeded");
        assertThat(read.json().at("/metadata/payment_id").asText()).isEqualTo("payment-1");
        assertThat(simulator.webhooks().awaitIdle(Duration.ofSeconds(5))).isTrue();
        Shop.Notice notice = shop.notices().getFirst();
        assertThat(notice.json().get("event").asText()).isEqualTo("payment.succeeded");
        assertThat(notice.json().at("/object/id").asText()).isEqualTo(id);
        assertThat(notice.header("X-forwarded-for")).isEqualTo("185.71.76.1");
        assertThat(simulator.audit().captures()).isEqualTo(1);
    }

    @Test
    void repeatsTheGoodAnswerAfterA500() throws Exception {
        simulator.faults().arm(Fault.CREATE_500_AFTER_SUCCESS);
        String body = Shop.payment("1999.00", true);
        assertThat(shop.yookassa(simulator, PAYMENTS, "key-1", body).status()).isEqualTo(500);
        assertThat(shop.yookassa(simulator, PAYMENTS, "key-1", body).status()).isEqualTo(200);
        assertThat(simulator.payments()).hasSize(1);
        assertThat(simulator.replays()).isEqualTo(1);
    }

    @Test
    void forgetsAKeyAfterADay() throws Exception {
        String body = Shop.payment("1999.00", true);
        shop.yookassa(simulator, PAYMENTS, "key-1", body);
        simulator.advance(Duration.ofHours(25));
        shop.yookassa(simulator, PAYMENTS, "key-1", body);
        assertThat(simulator.payments()).hasSize(2);
    }

    @Test
    void cancelsOnlyWhatWaitsForCapture() throws Exception {
        String pending = open("key-1", false);
        assertThat(shop.yookassa(simulator, PAYMENTS + "/" + pending + "/cancel", "key-2", "{}")
                        .status())
                .isEqualTo(400);
        simulator.pay(pending);
        Shop.Reply canceled = shop.yookassa(simulator, PAYMENTS + "/" + pending + "/cancel", "key-3", "{}");
        assertThat(canceled.json().get("status").asText()).isEqualTo("canceled");
        assertThat(canceled.json().at("/cancellation_details/party").asText()).isEqualTo("merchant");
    }

    @Test
    void capturesWhatIsHeldOnce() throws Exception {
        String id = open("key-1", false);
        simulator.pay(id);
        assertThat(shop.yookassa(simulator, PAYMENTS + "/" + id, null, null)
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("waiting_for_capture");
        assertThat(shop.yookassa(simulator, PAYMENTS + "/" + id + "/capture", "key-2", "{}")
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("succeeded");
        assertThat(shop.yookassa(simulator, PAYMENTS + "/" + id + "/capture", "key-3", "{}")
                        .status())
                .isEqualTo(400);
        assertThat(simulator.audit().captures()).isEqualTo(1);
    }

    @Test
    void givesUpUnpaidPaymentsAfterAnHour() throws Exception {
        String id = open("key-1", true);
        simulator.advance(Duration.ofMinutes(61));
        Shop.Reply read = shop.yookassa(simulator, PAYMENTS + "/" + id, null, null);
        assertThat(read.json().get("status").asText()).isEqualTo("canceled");
        assertThat(read.json().at("/cancellation_details/reason").asText()).isEqualTo("expired_on_confirmation");
        assertThatThrownBy(() -> simulator.pay(id)).hasMessageContaining("canceled already");
    }

    @Test
    void refundsNoMoreThanWasPaidAndListsByPayment() throws Exception {
        String id = open("key-1", true);
        simulator.pay(id);
        String sixty = """
                {"payment_id": "%s", "amount": {"value": "1200.00", "currency": "RUB"},
                 "metadata": {"refund_id": "refund-1"}}""".formatted(id);
        assertThat(shop.yookassa(simulator, "/v3/refunds", "key-2", sixty)
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("succeeded");
        assertThat(shop.yookassa(simulator, "/v3/refunds", "key-3", sixty).status())
                .isEqualTo(400);
        Shop.Reply list = shop.yookassa(simulator, "/v3/refunds?payment_id=" + id, null, null);
        assertThat(list.json().get("items")).hasSize(1);
        assertThat(list.json().at("/items/0/metadata/refund_id").asText()).isEqualTo("refund-1");
        assertThat(simulator.audit().refunded()).isEqualTo(Map.of("RUB", 120_000L));
    }

    @Test
    void saysNothingOfRefundsThatFail() throws Exception {
        String id = open("key-1", true);
        simulator.pay(id);
        simulator.faults().arm(Fault.REFUND_FAIL);
        String all =
                "{\"payment_id\": \"%s\", \"amount\": {\"value\": \"1999.00\", \"currency\": \"RUB\"}}".formatted(id);
        assertThat(shop.yookassa(simulator, "/v3/refunds", "key-2", all)
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("canceled");
        assertThat(simulator.webhooks().awaitIdle(Duration.ofSeconds(5))).isTrue();
        assertThat(simulator.webhooks().deliveries()).extracting("event").containsExactly("payment.succeeded");
        assertThat(simulator.audit().refunds()).isZero();
    }

    @Test
    void pagesThroughPayments() throws Exception {
        for (int i = 0; i < 5; i++) {
            open("key-" + i, true);
        }
        Shop.Reply first = shop.yookassa(simulator, PAYMENTS + "?limit=3&status=pending", null, null);
        assertThat(first.json().get("items")).hasSize(3);
        String cursor = first.json().get("next_cursor").asText();
        Shop.Reply rest = shop.yookassa(simulator, PAYMENTS + "?limit=3&cursor=" + cursor, null, null);
        assertThat(rest.json().get("items")).hasSize(2);
        assertThat(rest.json().has("next_cursor")).isFalse();
    }

    @Test
    void refusesWhatYooKassaRefuses() throws Exception {
        assertThat(shop.yookassa(simulator, PAYMENTS, null, Shop.payment("1.00", true))
                        .status())
                .isEqualTo(400);
        assertThat(shop.yookassa(simulator, PAYMENTS, "k".repeat(65), Shop.payment("1.00", true))
                        .status())
                .isEqualTo(400);
        assertThat(shop.yookassa(simulator, PAYMENTS, "key-1", Shop.payment("1.0", true))
                        .status())
                .isEqualTo(400);
        assertThat(shop.yookassa(simulator, PAYMENTS + "/none", null, null).status())
                .isEqualTo(404);
        assertThat(shop.yookassa(simulator, "/v3/me", null, null)
                        .json()
                        .get("account_id")
                        .asText())
                .isEqualTo("100500");
    }

    private String open(String key, boolean capture) throws IOException, InterruptedException {
        return shop.yookassa(simulator, PAYMENTS, key, Shop.payment("1999.00", capture))
                .json()
                .get("id")
                .asText();
    }
}
