package io.vitrina.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vitrina.local.LaunchException;
import io.vitrina.local.mail.Mailbox;
import io.vitrina.local.shop.Call;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A new customer's way from registration to a paid order, through the gateway alone. */
public final class DemoJourney {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration MAIL = Duration.ofSeconds(60);
    private static final Duration PAID = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Until that many products are found, one search after the other is tried; the last finds anything. */
    private static final List<String> SEARCHES = List.of("чай", "kettle", "кофе", "");

    private final URI api;
    private final Mailbox mailbox;
    private final String mockSecret;
    private final URI simulator;
    private final Conversation conversation;
    private final Consumer<String> out;

    /**
     * @param mockSecret signs the mock provider's webhooks
     * @param simulator where the simulator of the other providers is, if it runs
     */
    public DemoJourney(
            URI api,
            Mailbox mailbox,
            String mockSecret,
            URI simulator,
            Conversation conversation,
            Consumer<String> out) {
        this.api = api;
        this.mailbox = mailbox;
        this.mockSecret = mockSecret;
        this.simulator = simulator;
        this.conversation = conversation;
        this.out = out;
    }

    /** Answers the number of the paid order; any refusal on the way is a {@link LaunchException}. */
    public String run() {
        Customer customer = Customer.random();
        String token = signUp(customer);
        List<JsonNode> products = search();
        fillCart(products, token);
        JsonNode order = order(token);
        pay(order.path("id").asText(), token);
        String number =
                awaitPaid(order.path("id").asText(), token).path("number").asText();
        out.accept("");
        out.accept("ORDER " + number + " PAID");
        return number;
    }

    private String signUp(Customer customer) {
        Instant before = Instant.now().minusSeconds(1);
        conversation.call("A new customer registers", post("/auth/register", customer.registration()));
        String code = mailbox.awaitCode(customer.email(), before, MAIL);
        out.accept("  (the mail to " + customer.email() + " holds the code " + code + ")");
        conversation.call(
                "The code from the mail proves the address",
                post(
                        "/auth/verify",
                        JSON.createObjectNode().put("email", customer.email()).put("code", code)));
        JsonNode session = conversation.call("The customer logs in", post("/auth/login", customer.login()));
        String token = session.path("access_token").asText();
        conversation.call("Who am I?", get("/auth/me").as(token));
        return token;
    }

    private List<JsonNode> search() {
        for (String words : SEARCHES) {
            String query =
                    words.isEmpty() ? "?size=10" : "?size=10&q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
            JsonNode page = conversation.call(
                    words.isEmpty() ? "A look at what there is" : "A search for \"" + words + "\"",
                    get("/products" + query));
            List<JsonNode> found = new ArrayList<>();
            for (JsonNode product : page.path("items")) {
                if (product.path("quantity").asLong() > 0 && found.size() < 2) {
                    found.add(product);
                }
            }
            if (found.size() == 2) {
                return found;
            }
        }
        throw new LaunchException("The demo buys two products, and the catalogue does not have as many on sale:"
                + " add some, or start with an empty catalogue and without VITRINA_DEMO=false.");
    }

    private void fillCart(List<JsonNode> products, String token) {
        ArrayNode items = JSON.createArrayNode();
        for (JsonNode product : products) {
            items.add(JSON.createObjectNode()
                    .put("product_id", product.path("id").asLong())
                    .put("quantity", 1));
        }
        conversation.call(
                "Two of them go into the cart", post("/cart/items", items).as(token));
    }

    private JsonNode order(String token) {
        Call call = post("/orders", JSON.createObjectNode())
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .as(token);
        return conversation.call("The cart becomes an order; its goods are reserved", call);
    }

    private void pay(String order, String token) {
        JsonNode payment = conversation.call(
                "A payment is opened", new Call("POST", uri("/payments/orders/" + order), Map.of(), "").as(token));
        if (payment.path("provider").asText().equals("mock")) {
            payByMock(payment);
        } else if (payment.path("confirmation_url").asText().startsWith(simulator.toString())) {
            payAtSimulator(payment);
        } else {
            throw new LaunchException("The demo pays with play money, and this shop's provider is "
                    + payment.path("provider").asText() + ": pay at "
                    + payment.path("confirmation_url").asText()
                    + ", or start it without VITRINA_PAYMENTS_PROVIDER.");
        }
    }

    /** The buyer pays on the provider's page; the provider tells the shop by itself. */
    private void payAtSimulator(JsonNode payment) {
        JsonNode there = conversation.silently(Call.get(URI.create(
                simulator + "/admin/payments?payment_id=" + payment.path("id").asText())));
        String id = there.path(0).path("id").asText();
        conversation.call(
                "The buyer pays at the simulated " + payment.path("provider").asText() + ", which tells the shop",
                new Call("POST", URI.create(simulator + "/admin/payments/" + id + "/pay"), Map.of(), ""));
    }

    private void payByMock(JsonNode payment) {
        String event = JSON.createObjectNode()
                .put("event_id", "demo-" + UUID.randomUUID())
                .put("type", "payment.succeeded")
                .put("payment_id", payment.path("id").asText())
                .toString();
        conversation.call(
                "The provider says, signed, that the money came",
                Call.post(uri("/payments/webhook/mock"), event).with("X-Mock-Signature", "sha256=" + signature(event)));
    }

    private JsonNode awaitPaid(String id, String token) {
        Call call = get("/orders/" + id).as(token);
        long deadline = System.nanoTime() + PAID.toNanos();
        JsonNode order = conversation.call("The order is paid", call);
        while (!order.path("status").asText().equals("paid")) {
            if (System.nanoTime() > deadline) {
                throw new LaunchException("The order is still "
                        + order.path("status").asText() + " " + PAID.toSeconds() + " s after its payment.");
            }
            LockSupport.parkNanos(POLL.toNanos());
            order = conversation.silently(call);
        }
        return order;
    }

    private String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(mockSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    private Call get(String path) {
        return Call.get(uri(path));
    }

    private Call post(String path, JsonNode body) {
        return Call.post(uri(path), body.toString());
    }

    private URI uri(String path) {
        return URI.create(api + path);
    }
}
