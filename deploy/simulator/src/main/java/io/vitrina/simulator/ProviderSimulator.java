package io.vitrina.simulator;

import io.vitrina.simulator.config.SimulatorClock;
import io.vitrina.simulator.config.SimulatorSettings;
import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.fault.Faults;
import io.vitrina.simulator.http.Answer;
import io.vitrina.simulator.http.Call;
import io.vitrina.simulator.http.Server;
import io.vitrina.simulator.ledger.Audit;
import io.vitrina.simulator.ledger.Ledger;
import io.vitrina.simulator.ledger.PaymentView;
import io.vitrina.simulator.ledger.Provider;
import io.vitrina.simulator.ledger.RefundView;
import io.vitrina.simulator.ledger.Refused;
import io.vitrina.simulator.page.PayPage;
import io.vitrina.simulator.stripe.StripeApi;
import io.vitrina.simulator.webhook.Webhooks;
import io.vitrina.simulator.yookassa.YooKassaApi;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Both providers on one port: Stripe under {@code /v1}, YooKassa under {@code /v3}, the pay page under {@code /pay},
 * the same knobs as this class has under {@code /admin}.
 *
 * <p>Ids of payments are the providers' own: {@code cs_…} at Stripe, a UUID at YooKassa.
 */
public final class ProviderSimulator implements AutoCloseable {

    private final SimulatorSettings settings;
    private final SimulatorClock clock = new SimulatorClock(Clock.systemUTC());
    private final Faults faults = new Faults();
    private final Ledger ledger = new Ledger(faults, clock);
    private final Webhooks webhooks;
    private final StripeApi stripe;
    private final YooKassaApi yookassa;
    private final PayPage page = new PayPage(ledger);
    private final AdminApi admin = new AdminApi(this);
    private final Server server;

    private ProviderSimulator(SimulatorSettings settings) {
        this.settings = settings;
        webhooks = new Webhooks(faults, settings.retryAfter());
        settings.stripe().webhookUrl().ifPresent(url -> webhooks.sendTo(Provider.STRIPE, url));
        settings.yookassa().webhookUrl().ifPresent(url -> webhooks.sendTo(Provider.YOOKASSA, url));
        stripe = new StripeApi(settings.stripe(), ledger, faults, clock, webhooks, this::payUrl);
        yookassa = new YooKassaApi(settings.yookassa(), ledger, faults, clock, webhooks, this::payUrl);
        server = new Server(settings.host(), settings.port(), this::answer);
    }

    /** Starts it; it serves when this returns. */
    public static ProviderSimulator start(SimulatorSettings settings) {
        return new ProviderSimulator(settings);
    }

    /** Base of both APIs: what a shop's settings take for Stripe's and YooKassa's address. */
    public URI url() {
        return URI.create("http://" + settings.host() + ":" + server.port());
    }

    /** What goes wrong next. */
    public Faults faults() {
        return faults;
    }

    /** The providers' time and how far it is ahead. */
    public SimulatorClock clock() {
        return clock;
    }

    /** The notifications and what became of them. */
    public Webhooks webhooks() {
        return webhooks;
    }

    /** Moves the providers' time on, and ends what is past its time then. */
    public void advance(Duration by) {
        clock.advance(by);
        ledger.expireDue();
    }

    /** Ends what is past its time now. */
    public void expireDue() {
        ledger.expireDue();
    }

    public Stream<PaymentView> payments() {
        return ledger.all();
    }

    /** The payment with this id of the provider's. */
    public PaymentView payment(String id) {
        return ledger.find(id).orElseThrow(() -> new Refused("there is no payment " + id));
    }

    /** The payment that the shop has labelled {@code metadata.payment_id}. */
    public PaymentView paymentOf(String ourPaymentId) {
        return ledger.all()
                .filter(payment ->
                        ourPaymentId.equals(payment.asked().metadata().get("payment_id")))
                .findFirst()
                .orElseThrow(() -> new Refused("there is no payment for " + ourPaymentId));
    }

    /** The buyer pays. */
    public PaymentView pay(String id) {
        return ledger.pay(id);
    }

    /** The buyer's card is declined. */
    public PaymentView decline(String id) {
        return ledger.decline(id, "insufficient_funds");
    }

    /** The buyer pays by a method that takes days; {@link #pay} and {@link #decline} end it. */
    public PaymentView process(String id) {
        return ledger.process(id);
    }

    /** The money is held until the shop captures it, although it wanted it at once. */
    public PaymentView authorize(String id) {
        return ledger.authorize(id);
    }

    /** Announces the payment as paid, which it is not. */
    public PaymentView lie(String id) {
        ledger.lie(id);
        return payment(id);
    }

    /** Decides a refund that {@link Fault#REFUND_PENDING} left open. */
    public RefundView settleRefund(String refundId, boolean succeeded) {
        return ledger.settleRefund(refundId, succeeded);
    }

    /** The figures of the books. */
    public Audit audit() {
        return Audit.of(ledger);
    }

    /** How many answers were repeated from under an idempotency key, at both providers. */
    public int replays() {
        return stripe.replays() + yookassa.replays();
    }

    /** As if just started: no payments, no keys, no faults, real time. */
    public void reset() {
        faults.clear();
        clock.reset();
        ledger.clear();
        stripe.clear();
        yookassa.clear();
        webhooks.clear();
    }

    @Override
    public void close() {
        server.close();
        webhooks.close();
    }

    private Answer answer(Call call) {
        String path = call.path();
        if (path.startsWith("/v1/") || path.startsWith("/v3/")) {
            slowDown();
            return path.startsWith("/v1/") ? stripe.answer(call) : yookassa.answer(call);
        }
        if (path.startsWith("/pay/")) {
            return page.answer(call);
        }
        return path.equals("/health")
                ? Answer.json(200, Call.JSON.createObjectNode().put("status", "UP"))
                : admin.answer(call);
    }

    private void slowDown() {
        faults.take(Fault.SLOW_MS).ifPresent(millis -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private String payUrl(String paymentId) {
        return String.format(Locale.ROOT, "%s/pay/%s", settings.publicUrl().orElseGet(this::url), paymentId);
    }
}
