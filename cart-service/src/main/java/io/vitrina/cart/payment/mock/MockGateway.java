package io.vitrina.cart.payment.mock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.payment.CancelOutcome;
import io.vitrina.cart.payment.CreatePayment;
import io.vitrina.cart.payment.CreateRefund;
import io.vitrina.cart.payment.PaymentGateway;
import io.vitrina.cart.payment.ProviderPayment;
import io.vitrina.cart.payment.ProviderRefund;
import io.vitrina.cart.payment.ProviderRefused;
import io.vitrina.cart.payment.RawWebhook;
import io.vitrina.cart.payment.Surroundings;
import io.vitrina.cart.payment.WebhookHint;
import io.vitrina.cart.payment.WebhookRejected;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A provider without money: a page with two buttons, a signed webhook, and a memory, as a real one has. */
@ApplicationScoped
class MockGateway implements PaymentGateway {

    static final String NAME = "mock";
    static final String PAYS = "payment.succeeded";
    static final String DECLINES = "payment.failed";

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern EVENT_ID = Pattern.compile("[ -~]{1,200}");

    private final MockLedger ledger;
    private final Optional<String> secret;
    private final Surroundings surroundings;
    private final ObjectMapper json;

    MockGateway(MockLedger ledger, PaymentsConfig config, Surroundings surroundings, ObjectMapper json) {
        this.ledger = ledger;
        this.secret = config.mock().secret();
        this.surroundings = surroundings;
        this.json = json;
    }

    @Override
    public String provider() {
        return NAME;
    }

    @Override
    public boolean configured() {
        return secret.isPresent();
    }

    @Override
    public Set<String> currencies() {
        return CURRENCIES;
    }

    @Override
    public boolean isHere() {
        return true;
    }

    @Override
    public boolean takesNothing() {
        return true;
    }

    @Override
    public ProviderPayment create(CreatePayment request) {
        return told(ledger.open(request));
    }

    @Override
    public ProviderPayment fetch(String providerPaymentId) {
        return told(
                ledger.find(UUID.fromString(providerPaymentId)).orElseThrow(() -> new ProviderRefused("not_found")));
    }

    private ProviderPayment told(MockLedger.Entry entry) {
        String id = entry.id().toString();
        ProviderPayment.State state = switch (entry.state()) {
            case "succeeded" -> ProviderPayment.State.SUCCEEDED;
            case "declined", "cancelled" -> ProviderPayment.State.CANCELED;
            default -> ProviderPayment.State.PENDING;
        };
        return new ProviderPayment(
                id,
                state,
                entry.amount(),
                entry.currency(),
                id,
                state == ProviderPayment.State.PENDING ? surroundings.page("mock/" + id) : null,
                null,
                entry.state().equals("declined") ? "declined" : null,
                true);
    }

    @Override
    public ProviderRefund refund(CreateRefund request) {
        if (!ledger.refund(request)) {
            throw new ProviderRefused("amount_too_large");
        }
        return done(request.refundId(), request.amountMinor());
    }

    @Override
    public ProviderRefund fetchRefund(String providerRefundId) {
        UUID id = UUID.fromString(providerRefundId);
        return ledger.refunded(id).map(amount -> done(id, amount)).orElseThrow(() -> new ProviderRefused("not_found"));
    }

    @Override
    public Optional<ProviderRefund> findRefund(CreateRefund request) {
        return ledger.refunded(request.refundId()).map(amount -> done(request.refundId(), amount));
    }

    private static ProviderRefund done(UUID id, long amount) {
        return new ProviderRefund(id.toString(), ProviderRefund.State.SUCCEEDED, amount, null);
    }

    @Override
    public CancelOutcome cancel(String providerPaymentId) {
        ledger.cancel(UUID.fromString(providerPaymentId));
        return fetch(providerPaymentId).state() == ProviderPayment.State.CANCELED
                ? CancelOutcome.CANCELLED
                : CancelOutcome.NOT_POSSIBLE_YET;
    }

    @Override
    public WebhookHint verify(RawWebhook webhook) {
        String signature = webhook.header(MockSignature.HEADER).orElseThrow(() -> new WebhookRejected("no signature"));
        String key = secret.orElseThrow(() -> new WebhookRejected("no secret is set"));
        if (!MockSignature.matches(signature, webhook.body(), key)) {
            throw new WebhookRejected("wrong signature");
        }
        return hint(webhook);
    }

    /** Signed, so its author is ours: what is wrong with it is told. */
    private WebhookHint hint(RawWebhook webhook) {
        JsonNode event;
        try {
            event = json.readTree(webhook.content());
        } catch (IOException e) {
            throw ProblemException.badRequest("body", "is not valid JSON");
        }
        String eventId = text(event, "event_id");
        String type = text(event, "type");
        String paymentId = text(event, "payment_id");
        if (!EVENT_ID.matcher(eventId).matches()) {
            throw ProblemException.badRequest("event_id", "must be 1 to 200 printable ASCII characters");
        }
        boolean known = type.equals(PAYS) || type.equals(DECLINES);
        try {
            String object = UUID.fromString(paymentId).toString();
            return new WebhookHint(
                    eventId,
                    // The type goes along: the object's state follows from it when the hint is resolved.
                    known ? type + " " + object : null,
                    known ? WebhookHint.Kind.PAYMENT : WebhookHint.Kind.OTHER);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("payment_id", "must be a UUID");
        }
    }

    private static String text(JsonNode event, String field) {
        JsonNode value = event == null ? null : event.get(field);
        if (value == null || !value.isTextual() || value.asText().isBlank()) {
            throw ProblemException.badRequest(field, "is required");
        }
        return value.asText();
    }

    /** The notification is what makes it so, once it is accepted: at this provider nobody pays in any other way. */
    @Override
    public ProviderPayment resolve(WebhookHint hint) {
        Decision decision = Decision.of(hint);
        return told(ledger.find(decision.paymentId())
                .orElseThrow(() -> ProblemException.notFound("payment"))
                .decided(decision.pays()));
    }

    @Override
    public void accept(WebhookHint hint) {
        Decision decision = Decision.of(hint);
        ledger.decide(decision.paymentId(), decision.pays());
    }

    /** What the buyer did, by the notification. */
    private record Decision(UUID paymentId, boolean pays) {

        static Decision of(WebhookHint hint) {
            String[] words = hint.providerObjectId().split(" ", 2);
            return new Decision(UUID.fromString(words[1]), words[0].equals(PAYS));
        }
    }

    /** A notification as the mock's own page sends it. */
    RawWebhook notification(UUID paymentId, boolean pays) {
        try {
            byte[] body = json.writeValueAsBytes(
                    new Notification("evt_" + UUID.randomUUID(), pays ? PAYS : DECLINES, paymentId));
            String signature = MockSignature.of(body, secret.orElseThrow(() -> ProblemException.notFound("payment")));
            return new RawWebhook(body, Map.of(MockSignature.HEADER, List.of(signature)), "127.0.0.1");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    record Notification(String eventId, String type, UUID paymentId) {}
}
