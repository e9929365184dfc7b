package io.vitrina.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrina.simulator.config.SimulatorSettings.StripeAccount;
import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.fault.Faults;
import io.vitrina.simulator.http.Answer;
import io.vitrina.simulator.http.Call;
import io.vitrina.simulator.http.Idempotency;
import io.vitrina.simulator.http.Routes;
import io.vitrina.simulator.ledger.Ledger;
import io.vitrina.simulator.ledger.Money;
import io.vitrina.simulator.ledger.PaymentView;
import io.vitrina.simulator.ledger.Provider;
import io.vitrina.simulator.ledger.RefundView;
import io.vitrina.simulator.ledger.Refused;
import io.vitrina.simulator.ledger.Status;
import io.vitrina.simulator.webhook.Webhooks;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Stripe's API as far as hosted checkout needs it. */
public final class StripeApi {

    private static final int MAX_KEY = 255;
    private static final int PAGE = 10;

    private final StripeAccount account;
    private final Ledger ledger;
    private final Faults faults;
    private final Clock clock;
    private final Idempotency keys;
    private final StripeEvents events;
    private final UnaryOperator<String> payUrl;
    private final Routes routes = new Routes();
    private final AtomicInteger replays = new AtomicInteger();

    public StripeApi(
            StripeAccount account,
            Ledger ledger,
            Faults faults,
            Clock clock,
            Webhooks webhooks,
            UnaryOperator<String> payUrl) {
        this.account = account;
        this.ledger = ledger;
        this.faults = faults;
        this.clock = clock;
        // What fails validation is not stored; anything else is, a 500 too.
        this.keys = new Idempotency(clock, answer -> answer.status() != 400);
        this.payUrl = payUrl;
        this.events = new StripeEvents(account, webhooks, payUrl, Clock.systemUTC());
        ledger.listen(events::happened);
        routes.on("POST", "/v1/checkout/sessions", this::createSession)
                .on("GET", "/v1/checkout/sessions", this::listSessions)
                .on("GET", "/v1/checkout/sessions/{id}", call -> with(call, this::session))
                .on("POST", "/v1/checkout/sessions/{id}/expire", this::expireSession)
                .on("GET", "/v1/payment_intents/{id}", call -> withIntent(call, this::intent))
                .on("POST", "/v1/payment_intents/{id}/cancel", this::cancelIntent)
                .on("POST", "/v1/refunds", this::createRefund)
                .on("GET", "/v1/refunds", this::listRefunds)
                .on("GET", "/v1/refunds/{id}", this::readRefund)
                .on("GET", "/v1/events", this::listEvents);
    }

    /** The answer to a call under {@code /v1}. */
    public Answer answer(Call call) {
        if (!authorized(call)) {
            return StripeJson.error(401, "invalid_request_error", null, "Invalid API Key provided");
        }
        if (faults.strikes(Fault.TOO_MANY_REQUESTS)) {
            return StripeJson.error(429, "invalid_request_error", "rate_limit", "Too many requests");
        }
        Optional<String> key = call.header("Idempotency-Key");
        Answer answer = call.method().equals("POST") && key.isPresent() ? once(key.get(), call) : routed(call);
        boolean mayBeLost = answer.status() == 200 && !answer.headers().containsKey("Idempotent-Replayed");
        return mayBeLost && lost(call) ? Answer.LOST : answer;
    }

    /** How many answers came from the store. */
    public int replays() {
        return replays.get();
    }

    /** Forgets keys and events. */
    public void clear() {
        keys.clear();
        events.clear();
        replays.set(0);
    }

    private boolean authorized(Call call) {
        return call.bearer().filter(account.secretKey()::equals).isPresent()
                || call.basic().filter((account.secretKey() + ":")::equals).isPresent();
    }

    private boolean lost(Call call) {
        return switch (call.method() + call.path()) {
            case "POST/v1/checkout/sessions" -> faults.strikes(Fault.CREATE_TIMEOUT_AFTER_SUCCESS);
            case "POST/v1/refunds" -> faults.strikes(Fault.REFUND_TIMEOUT_AFTER_SUCCESS);
            default -> false;
        };
    }

    private Answer once(String key, Call call) {
        if (key.length() > MAX_KEY) {
            return invalid("Idempotency-Key is longer than 255 characters");
        }
        String fingerprint = call.path() + " " + new String(call.body(), StandardCharsets.UTF_8);
        return keys.once(key, fingerprint, () -> routed(call), earlier -> {
            if (!earlier.sameRequest()) {
                return StripeJson.error(
                        400,
                        "idempotency_error",
                        null,
                        "Keys can only be used with the parameters they were first used with");
            }
            if (!earlier.answer().isDone()) {
                return StripeJson.error(
                        409,
                        "idempotency_error",
                        "idempotency_key_in_use",
                        "Another request with this key is in progress");
            }
            replays.incrementAndGet();
            return earlier.answer().join().with("Idempotent-Replayed", "true");
        });
    }

    private Answer routed(Call call) {
        try {
            return routes.answer(call)
                    .orElseGet(() -> StripeJson.error(404, "invalid_request_error", null, "Unrecognized request URL"));
        } catch (IllegalArgumentException | Refused e) {
            return invalid(e.getMessage());
        }
    }

    private Answer createSession(Call call) {
        SessionForm form = new SessionForm(call.form());
        PaymentView payment = ledger.open(Provider.STRIPE, "cs_test_" + Ledger.freshId(), form.terms(clock.instant()));
        // Stripe stores this 500 under the key and repeats it: trying again does not help.
        return faults.strikes(Fault.CREATE_500_AFTER_SUCCESS) ? failure() : session(call, payment);
    }

    private Answer session(Call call, PaymentView payment) {
        boolean expanded = call.queryAll("expand[]").contains("payment_intent");
        return Answer.json(200, StripeJson.session(payment, payUrl.apply(payment.id()), expanded));
    }

    private Answer intent(Call call, PaymentView payment) {
        return Answer.json(200, StripeJson.intent(payment));
    }

    private Answer expireSession(Call call) {
        return with(call, (c, payment) -> session(c, ledger.endSession(payment.id())));
    }

    private Answer cancelIntent(Call call) {
        return withIntent(call, (c, payment) -> {
            if (payment.status() == Status.OPEN) {
                throw new Refused(
                        "The PaymentIntent of an open Checkout Session can't be canceled; expire the session");
            }
            return intent(c, ledger.cancel(payment.id(), "requested_by_customer"));
        });
    }

    private Answer createRefund(Call call) {
        Map<String, String> form = call.form();
        PaymentView payment = byIntent(form.getOrDefault("payment_intent", ""))
                .orElseThrow(() -> new Refused("No such payment_intent"));
        Money paid = payment.terms().money();
        String amount = form.getOrDefault("amount", String.valueOf(paid.minor() - payment.refunded()));
        if (!amount.matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException("Invalid positive integer: amount");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        form.forEach((name, value) -> {
            if (name.startsWith("metadata[") && name.endsWith("]")) {
                metadata.put(name.substring(9, name.length() - 1), value);
            }
        });
        RefundView refund = ledger.refund(
                "re_" + Ledger.freshId(), payment.id(), new Money(Long.parseLong(amount), paid.currency()), metadata);
        return faults.strikes(Fault.REFUND_500_AFTER_SUCCESS)
                ? failure()
                : Answer.json(200, StripeJson.refund(payment, refund));
    }

    private Answer listSessions(Call call) {
        boolean expanded = call.queryAll("expand[]").contains("data.payment_intent");
        List<ObjectNode> sessions = byIntent(call.query().getOrDefault("payment_intent", ""))
                .map(payment -> List.of(StripeJson.session(payment, payUrl.apply(payment.id()), expanded)))
                .orElse(List.of());
        return page("/v1/checkout/sessions", sessions, call);
    }

    private Answer readRefund(Call call) {
        return ledger.findRefund(call.parameter("id"))
                .map(refund -> Answer.json(
                        200, StripeJson.refund(ledger.find(refund.paymentId()).orElseThrow(), refund)))
                .orElseGet(() -> missing("refund"));
    }

    private Answer listRefunds(Call call) {
        String intent = call.query().getOrDefault("payment_intent", "");
        List<ObjectNode> refunds = byIntent(intent)
                .map(payment -> payment.refunds().reversed().stream()
                        .map(refund -> StripeJson.refund(payment, refund))
                        .toList())
                .orElse(List.of());
        return page("/v1/refunds", refunds, call);
    }

    private Answer listEvents(Call call) {
        boolean undelivered = "false".equals(call.query().get("delivery_success"));
        return page("/v1/events", events.list(call.queryAll("types[]"), undelivered), call);
    }

    private static Answer page(String url, List<ObjectNode> newestFirst, Call call) {
        List<String> ids =
                newestFirst.stream().map(item -> item.get("id").asText()).toList();
        int limit = Integer.parseInt(call.query().getOrDefault("limit", String.valueOf(PAGE)));
        int from = 0;
        int to = newestFirst.size();
        if (call.query().containsKey("starting_after")) {
            from = ids.indexOf(call.query().get("starting_after")) + 1;
        }
        if (call.query().containsKey("ending_before")) {
            to = Math.max(from, ids.indexOf(call.query().get("ending_before")));
            from = Math.max(from, to - limit);
        }
        int end = Math.min(to, from + limit);
        return Answer.json(200, StripeJson.list(url, newestFirst.subList(from, end), end < newestFirst.size()));
    }

    private Answer with(Call call, Handler handler) {
        return ledger.find(call.parameter("id"))
                .filter(payment -> payment.provider() == Provider.STRIPE)
                .map(payment -> handler.answer(call, payment))
                .orElseGet(() -> missing("checkout.session"));
    }

    private Answer withIntent(Call call, Handler handler) {
        return byIntent(call.parameter("id"))
                .map(payment -> handler.answer(call, payment))
                .orElseGet(() -> missing("payment_intent"));
    }

    private Optional<PaymentView> byIntent(String intentId) {
        return intentId.startsWith("pi_") ? ledger.find("cs_test_" + intentId.substring(3)) : Optional.empty();
    }

    private static Answer invalid(String message) {
        return StripeJson.error(400, "invalid_request_error", null, message);
    }

    private static Answer missing(String kind) {
        return StripeJson.error(404, "invalid_request_error", "resource_missing", "No such " + kind);
    }

    private static Answer failure() {
        return StripeJson.error(500, "api_error", null, "An unknown error occurred");
    }

    @FunctionalInterface
    private interface Handler {
        Answer answer(Call call, PaymentView payment);
    }
}
