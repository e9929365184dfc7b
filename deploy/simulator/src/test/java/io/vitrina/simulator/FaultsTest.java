package io.vitrina.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.simulator.config.SimulatorSettings;
import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.fault.Faults;
import io.vitrina.simulator.ledger.Status;
import io.vitrina.simulator.stripe.StripeSigner;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private Shop shop;
    private ProviderSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        shop = new Shop();
        simulator = ProviderSimulator.start(SimulatorSettings.forTests()
                .notifying(shop.webhookUrl(), shop.webhookUrl())
                .retryingAfter(Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    @AfterEach
    void stop() {
        simulator.close();
        shop.close();
    }

    @Test
    void strikesTheSameWayUnderTheSameSeed() {
        assertThat(draw(7)).isEqualTo(draw(7)).isNotEqualTo(draw(8)).contains(true, false);
    }

    @Test
    void dropsDoublesAndRetriesNotifications() throws Exception {
        simulator.faults().arm(Fault.WEBHOOK_DROP);
        simulator.pay(open());
        settle();
        assertThat(shop.notices()).isEmpty();

        simulator.faults().arm(Fault.WEBHOOK_DUPLICATE, 1, 2);
        simulator.pay(open());
        settle();
        assertThat(shop.notices()).hasSize(3);
        assertThat(shop.notices().stream()
                        .map(notice -> new String(notice.body()))
                        .distinct())
                .hasSize(1);

        shop.failNext(2);
        simulator.pay(open());
        settle();
        assertThat(simulator.webhooks().deliveries()).extracting("status").endsWith(503, 503, 200);
    }

    @Test
    void sendsTheSecondNotificationBeforeTheFirst() throws Exception {
        simulator.faults().arm(Fault.WEBHOOK_REORDER);
        String first = open();
        String second = open();
        simulator.pay(first);
        simulator.pay(second);
        settle();
        assertThat(shop.notices().get(0).json().at("/data/object/id").asText()).isEqualTo(second);
        assertThat(shop.notices().get(1).json().at("/data/object/id").asText()).isEqualTo(first);
    }

    @Test
    void signsWithASecretNobodyKnows() throws Exception {
        simulator.faults().arm(Fault.WEBHOOK_BAD_SIGNATURE);
        simulator.pay(open());
        settle();
        Shop.Notice notice = shop.notices().getFirst();
        String signature = notice.header("Stripe-signature");
        long t = Long.parseLong(signature.substring(2, signature.indexOf(',')));
        assertThat(signature).doesNotContain(StripeSigner.sign("whsec_simulator", t, notice.body()));
    }

    @Test
    void liesAboutAnUnpaidPayment() throws Exception {
        simulator.faults().arm(Fault.WEBHOOK_LIE);
        String id = open();
        settle();
        assertThat(shop.notices()
                        .getFirst()
                        .json()
                        .at("/data/object/payment_status")
                        .asText())
                .isEqualTo("paid");
        assertThat(simulator.payment(id).status()).isEqualTo(Status.OPEN);
        assertThat(simulator.audit().captures()).isZero();
    }

    @Test
    void chargesWhatWasNotAskedFor() throws Exception {
        simulator.faults().arm(Fault.AMOUNT_OFF_BY, 1, -1);
        simulator.faults().arm(Fault.CURRENCY_WRONG);
        simulator.faults().arm(Fault.METADATA_MISSING);
        String id = open();
        simulator.pay(id);
        assertThat(simulator.payment(id).terms().money().minor()).isEqualTo(1998);
        assertThat(simulator.payment(id).terms().money().currency()).isEqualTo("EUR");
        assertThat(simulator.payment(id).terms().metadata()).isEmpty();
        assertThat(simulator.payment(id).asked().money().minor()).isEqualTo(1999);
    }

    @Test
    void letsTheBuyerPayWhileTheShopCancels() throws Exception {
        simulator.faults().arm(Fault.LATE_SUCCESS_AFTER_CANCEL);
        String id = open();
        assertThat(shop.stripe(simulator, "/v1/checkout/sessions/" + id + "/expire", null, Map.of())
                        .status())
                .isEqualTo(400);
        assertThat(simulator.payment(id).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void refusesABurstWith429() throws Exception {
        simulator.faults().arm(Fault.TOO_MANY_REQUESTS, 2, 1);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            statuses.add(shop.yookassa(simulator, "/v3/me", null, null).status());
        }
        assertThat(statuses).containsExactly(429, 429, 200);
    }

    @Test
    void keepsARefundPendingUntilItIsSettled() throws Exception {
        String id = open();
        simulator.pay(id);
        simulator.faults().arm(Fault.REFUND_PENDING);
        String refund = shop.stripe(
                        simulator,
                        "/v1/refunds",
                        "r-1",
                        Map.of("payment_intent", simulator.payment(id).intentId()))
                .json()
                .get("id")
                .asText();
        assertThat(simulator.audit().refunds()).isEqualTo(1);
        simulator.settleRefund(refund, false);
        assertThat(simulator.audit().refunds()).isZero();
    }

    private static List<Boolean> draw(long seed) {
        Faults faults = new Faults();
        faults.seed(seed);
        faults.chance(Fault.WEBHOOK_DROP, 0.5, 1);
        List<Boolean> drawn = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            drawn.add(faults.strikes(Fault.WEBHOOK_DROP));
        }
        return drawn;
    }

    private void settle() throws InterruptedException {
        assertThat(simulator.webhooks().awaitIdle(Duration.ofSeconds(10))).isTrue();
    }

    private String open() throws IOException, InterruptedException {
        return shop.stripe(simulator, "/v1/checkout/sessions", null, Shop.session(1999, "usd"))
                .json()
                .get("id")
                .asText();
    }
}
