package io.vitrina.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.http.Answer;
import io.vitrina.simulator.http.Call;
import io.vitrina.simulator.http.Routes;
import io.vitrina.simulator.ledger.PaymentView;
import io.vitrina.simulator.ledger.Provider;
import io.vitrina.simulator.ledger.Refused;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/** The programmatic interface over HTTP: faults, clock, buyers' moves, books. For trusted networks only. */
final class AdminApi {

    private final ProviderSimulator simulator;
    private final Routes routes = new Routes();

    AdminApi(ProviderSimulator simulator) {
        this.simulator = simulator;
        routes.on("GET", "/admin/faults", call -> faults())
                .on("DELETE", "/admin/faults", call -> clearFaults())
                .on("POST", "/admin/faults/{name}", this::setFault)
                .on("POST", "/admin/seed", this::seed)
                .on("GET", "/admin/clock", call -> clock())
                .on("POST", "/admin/clock", this::advance)
                .on("GET", "/admin/payments", this::payments)
                .on("GET", "/admin/payments/{id}", call -> payment(simulator.payment(call.parameter("id"))))
                .on("POST", "/admin/payments/{id}/pay", call -> move(call, simulator::pay))
                .on("POST", "/admin/payments/{id}/decline", call -> move(call, simulator::decline))
                .on("POST", "/admin/payments/{id}/process", call -> move(call, simulator::process))
                .on("POST", "/admin/payments/{id}/authorize", call -> move(call, simulator::authorize))
                .on("POST", "/admin/payments/{id}/lie", call -> move(call, simulator::lie))
                .on("POST", "/admin/refunds/{id}/{outcome}", this::settle)
                .on("GET", "/admin/audit", call -> Answer.json(200, Call.JSON.valueToTree(simulator.audit())))
                .on("POST", "/admin/webhooks/{provider}", this::sendTo)
                .on("GET", "/admin/deliveries", call -> deliveries())
                .on("POST", "/admin/reset", call -> reset());
    }

    /** The answer to a call under {@code /admin}. */
    Answer answer(Call call) {
        try {
            return routes.answer(call).orElseGet(() -> error(404, "there is nothing at this address"));
        } catch (IllegalArgumentException | Refused e) {
            return error(400, e.getMessage());
        }
    }

    private Answer faults() {
        ObjectNode json = Call.JSON.createObjectNode();
        ArrayNode known = json.putArray("known");
        for (Fault fault : Fault.values()) {
            known.add(fault.label());
        }
        ObjectNode struck = json.putObject("struck");
        simulator.faults().struck().forEach((fault, times) -> struck.put(fault.label(), times));
        return Answer.json(200, json);
    }

    /** {@code {"times": 3, "value": 1}} arms it; {@code {"probability": 0.1, "value": 1}} leaves it to chance. */
    private Answer setFault(Call call) {
        Fault fault = Fault.of(call.parameter("name"));
        JsonNode body = call.json().orElseGet(Call.JSON::createObjectNode);
        long value = body.path("value").asLong(1);
        if (body.has("probability")) {
            simulator.faults().chance(fault, body.get("probability").asDouble(), value);
        } else {
            simulator.faults().arm(fault, body.path("times").asInt(1), value);
        }
        return faults();
    }

    private Answer clearFaults() {
        simulator.faults().clear();
        return faults();
    }

    private Answer seed(Call call) {
        simulator.faults().seed(number(call, "seed"));
        return faults();
    }

    private Answer clock() {
        return Answer.json(
                200,
                Call.JSON
                        .createObjectNode()
                        .put("now", simulator.clock().instant().toString())
                        .put("ahead_seconds", simulator.clock().ahead().toSeconds()));
    }

    private Answer advance(Call call) {
        simulator.advance(Duration.ofSeconds(number(call, "advance_seconds")));
        return clock();
    }

    private Answer payments(Call call) {
        String ours = call.query().get("payment_id");
        ArrayNode list = Call.JSON.createArrayNode();
        simulator
                .payments()
                .filter(payment ->
                        ours == null || ours.equals(payment.asked().metadata().get("payment_id")))
                .forEach(payment -> list.add(json(payment)));
        return Answer.json(200, list);
    }

    private Answer move(Call call, Function<String, PaymentView> move) {
        return payment(move.apply(call.parameter("id")));
    }

    private Answer settle(Call call) {
        boolean succeeded = switch (call.parameter("outcome")) {
            case "succeed" -> true;
            case "fail" -> false;
            default -> throw new IllegalArgumentException("a refund can succeed or fail");
        };
        simulator.settleRefund(call.parameter("id"), succeeded);
        return Answer.json(200, Call.JSON.createObjectNode());
    }

    private Answer sendTo(Call call) {
        Provider provider = Provider.valueOf(call.parameter("provider").toUpperCase(Locale.ROOT));
        String url = call.json().map(body -> body.path("url").asText("")).orElse("");
        simulator.webhooks().sendTo(provider, URI.create(url));
        return deliveries();
    }

    private Answer deliveries() {
        return Answer.json(200, Call.JSON.valueToTree(simulator.webhooks().deliveries()));
    }

    private Answer reset() {
        simulator.reset();
        return Answer.json(200, Call.JSON.createObjectNode());
    }

    private static Answer payment(PaymentView payment) {
        return Answer.json(200, json(payment));
    }

    private static ObjectNode json(PaymentView payment) {
        ObjectNode json = Call.JSON.createObjectNode();
        json.put("provider", payment.provider().name().toLowerCase(Locale.ROOT));
        json.put("id", payment.id());
        json.put("status", payment.status().name().toLowerCase(Locale.ROOT));
        json.put("reason", payment.state().reason());
        json.put("amount", payment.terms().money().minor());
        json.put("currency", payment.terms().money().currency());
        json.put("captures", payment.state().captures());
        json.put("refunded", payment.refunded());
        json.set("metadata", Call.JSON.valueToTree(payment.asked().metadata()));
        ArrayNode refunds = json.putArray("refunds");
        payment.refunds()
                .forEach(refund -> refunds.addObject()
                        .put("id", refund.id())
                        .put("amount", refund.money().minor())
                        .put("outcome", refund.outcome().name().toLowerCase(Locale.ROOT)));
        return json;
    }

    private static long number(Call call, String name) {
        return call.json()
                .map(body -> body.path(name))
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asLong)
                .orElseThrow(() -> new IllegalArgumentException(name + " must be a number"));
    }

    private static Answer error(int status, String message) {
        return Answer.json(status, Call.JSON.createObjectNode().put("error", message));
    }
}
