package io.vitrina.simulator.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrina.simulator.config.SimulatorSettings.YooKassaAccount;
import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.fault.Faults;
import io.vitrina.simulator.http.Answer;
import io.vitrina.simulator.http.Call;
import io.vitrina.simulator.http.Idempotency;
import io.vitrina.simulator.http.Routes;
import io.vitrina.simulator.ledger.Ledger;
import io.vitrina.simulator.ledger.PaymentView;
import io.vitrina.simulator.ledger.Provider;
import io.vitrina.simulator.ledger.RefundView;
import io.vitrina.simulator.ledger.Refused;
import io.vitrina.simulator.ledger.Status;
import io.vitrina.simulator.webhook.Webhooks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** YooKassa's API as far as payments by redirect need it. */
public final class YooKassaApi {

    private static final int MAX_KEY = 64;
    private static final int PAGE = 10;
    private static final String REPLAYED = "X-Simulator-Replayed";

    private final YooKassaAccount account;
    private final Ledger ledger;
    private final Faults faults;
    private final Clock clock;
    private final Idempotency keys;
    private final UnaryOperator<String> payUrl;
    private final Routes routes = new Routes();
    private final AtomicInteger replays = new AtomicInteger();

    public YooKassaApi(
            YooKassaAccount account,
            Ledger ledger,
            Faults faults,
            Clock clock,
            Webhooks webhooks,
            UnaryOperator<String> payUrl) {
        this.account = account;
        this.ledger = ledger;
        this.faults = faults;
        this.clock = clock;
        this.keys = new Idempotency(clock, answer -> true);
        this.payUrl = payUrl;
        ledger.listen(new YooKassaNotifications(account, webhooks, payUrl)::happened);
        routes.on("POST", "/v3/payments", this::createPayment)
                .on("GET", "/v3/payments", this::listPayments)
                .on("GET", "/v3/payments/{id}", call -> answer(require(call)))
                .on("POST", "/v3/payments/{id}/capture", this::capture)
                .on("POST", "/v3/payments/{id}/cancel", this::cancel)
                .on("POST", "/v3/refunds", this::createRefund)
                .on("GET", "/v3/refunds", this::listRefunds)
                .on("GET", "/v3/refunds/{id}", this::readRefund)
                .on("GET", "/v3/me", call -> me());
    }

    /** The answer to a call under {@code /v3}. */
    public Answer answer(Call call) {
        if (call.basic()
                .filter((account.shopId() + ":" + account.secretKey())::equals)
                .isEmpty()) {
            return YooKassaJson.error(401, "invalid_credentials", "Authentication by given credentials failed");
        }
        if (faults.strikes(Fault.TOO_MANY_REQUESTS)) {
            return YooKassaJson.error(429, "too_many_requests", "Too many requests");
        }
        if (!call.method().equals("POST")) {
            return routed(call);
        }
        Optional<String> key = call.header("Idempotence-Key").filter(given -> !given.isBlank());
        if (key.isEmpty() || key.get().length() > MAX_KEY) {
            return YooKassaJson.error(400, "invalid_request", "Idempotence-Key of 1 to 64 characters is needed");
        }
        Answer answer = keys.once(key.get(), call.path(), () -> routed(call), earlier -> {
            replays.incrementAndGet();
            return earlier.answer().join().with(REPLAYED, "true");
        });
        boolean fresh = answer.status() == 200 && !answer.headers().containsKey(REPLAYED);
        return fresh ? spoiled(call, answer) : answer;
    }

    /** How many answers came from the store. */
    public int replays() {
        return replays.get();
    }

    /** Forgets the keys. */
    public void clear() {
        keys.clear();
        replays.set(0);
    }

    /** The stored answer is the good one: repeating the call under its key is what YooKassa asks for after a 500. */
    private Answer spoiled(Call call, Answer answer) {
        boolean payment = call.path().equals("/v3/payments");
        if (!payment && !call.path().equals("/v3/refunds")) {
            return answer;
        }
        if (faults.strikes(payment ? Fault.CREATE_TIMEOUT_AFTER_SUCCESS : Fault.REFUND_TIMEOUT_AFTER_SUCCESS)) {
            return Answer.LOST;
        }
        boolean failing = faults.strikes(payment ? Fault.CREATE_500_AFTER_SUCCESS : Fault.REFUND_500_AFTER_SUCCESS);
        return failing ? YooKassaJson.error(500, "internal_server_error", "Something went wrong") : answer;
    }

    private Answer routed(Call call) {
        try {
            return routes.answer(call).orElseGet(YooKassaApi::missing);
        } catch (Missing e) {
            return missing();
        } catch (IllegalArgumentException | ArithmeticException | Refused e) {
            return YooKassaJson.error(400, "invalid_request", e.getMessage());
        }
    }

    private Answer createPayment(Call call) {
        JsonNode body = call.json().orElseThrow(() -> new IllegalArgumentException("a JSON object is needed"));
        return answer(
                ledger.open(Provider.YOOKASSA, UUID.randomUUID().toString(), PaymentBody.terms(body, clock.instant())));
    }

    private Answer capture(Call call) {
        PaymentView payment = require(call);
        JsonNode amount = call.json().map(body -> body.path("amount")).orElseThrow(Missing::new);
        if (!amount.isMissingNode()
                && !YooKassaJson.money(amount).equals(payment.terms().money())) {
            throw new IllegalArgumentException("only the whole amount can be captured here");
        }
        return answer(ledger.capture(payment.id()));
    }

    private Answer cancel(Call call) {
        PaymentView payment = require(call);
        if (faults.strikes(Fault.LATE_SUCCESS_AFTER_CANCEL)) {
            ledger.pay(payment.id());
            throw new Refused("the payment is paid already");
        }
        if (payment.status() != Status.AUTHORIZED) {
            throw new Refused("only a payment that waits for capture can be canceled");
        }
        return answer(ledger.cancel(payment.id(), "canceled_by_merchant"));
    }

    private Answer createRefund(Call call) {
        JsonNode body = call.json().orElseThrow(() -> new IllegalArgumentException("a JSON object is needed"));
        RefundView refund = ledger.refund(
                UUID.randomUUID().toString(),
                body.path("payment_id").asText(),
                YooKassaJson.money(body.path("amount")),
                PaymentBody.metadata(body.path("metadata")));
        return Answer.json(200, YooKassaJson.refund(refund));
    }

    private Answer readRefund(Call call) {
        return ledger.findRefund(call.parameter("id"))
                .map(refund -> Answer.json(200, YooKassaJson.refund(refund)))
                .orElseThrow(Missing::new);
    }

    private Answer listPayments(Call call) {
        String status = call.query().get("status");
        Instant since = Optional.ofNullable(call.query().get("created_at.gte"))
                .map(Instant::parse)
                .orElse(Instant.MIN);
        return page(
                call,
                ledger.all()
                        .filter(payment -> payment.provider() == Provider.YOOKASSA)
                        .filter(payment ->
                                status == null || YooKassaJson.statusOf(payment).equals(status))
                        .filter(payment -> !payment.createdAt().isBefore(since))
                        .map(this::json)
                        .toList());
    }

    private Answer listRefunds(Call call) {
        String paymentId = call.query().get("payment_id");
        return page(
                call,
                ledger.all()
                        .filter(payment -> payment.provider() == Provider.YOOKASSA)
                        .filter(payment -> paymentId == null || payment.id().equals(paymentId))
                        .flatMap(payment -> payment.refunds().stream())
                        .map(YooKassaJson::refund)
                        .toList());
    }

    /** The cursor is the place in the list, newest first. */
    private static Answer page(Call call, List<ObjectNode> oldestFirst) {
        Map<String, String> query = call.query();
        int limit = Integer.parseInt(query.getOrDefault("limit", String.valueOf(PAGE)));
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        List<ObjectNode> items = oldestFirst.reversed();
        int to = Math.min(items.size(), from + limit);
        String next = to < items.size() ? String.valueOf(to) : null;
        return Answer.json(200, YooKassaJson.list(items.subList(Math.min(from, to), to), next));
    }

    private Answer me() {
        ObjectNode json = Call.JSON.createObjectNode();
        json.put("account_id", account.shopId()).put("status", "enabled").put("test", true);
        return Answer.json(200, json);
    }

    private PaymentView require(Call call) {
        return ledger.find(call.parameter("id"))
                .filter(payment -> payment.provider() == Provider.YOOKASSA)
                .orElseThrow(Missing::new);
    }

    private Answer answer(PaymentView payment) {
        return Answer.json(200, json(payment));
    }

    private ObjectNode json(PaymentView payment) {
        return YooKassaJson.payment(payment, payUrl.apply(payment.id()), account.shopId());
    }

    private static Answer missing() {
        return YooKassaJson.error(404, "not_found", "There is no such object");
    }

    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
