package io.vitrina.cart.payment.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The catalogue's calls for other services as its INTERNAL.md states them, with stock that is counted, and the auth
 * service's call for service tokens.
 */
final class ScenarioCatalog implements AutoCloseable {

    static final long PRODUCT = 7;
    static final long PRICE = 1_999;
    static final long INITIAL = 100_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final String currency;
    private final Map<String, Held> reservations = new LinkedHashMap<>();
    private long onSale = INITIAL;

    private record Held(int quantity, String status) {}

    /** Where the pieces are: the three add up to what there was. */
    record Stock(long onSale, long held, long committed) {}

    ScenarioCatalog(String currency) {
        this.currency = currency;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized Stock stock() {
        return new Stock(onSale, count("held"), count("committed"));
    }

    /** Status of the order's reservation. */
    synchronized String statusOf(String orderId) {
        return reservations.containsKey(orderId) ? reservations.get(orderId).status() : "none";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private long count(String status) {
        return reservations.values().stream()
                .filter(held -> held.status().equals(status))
                .mapToLong(Held::quantity)
                .sum();
    }

    private void serve(HttpExchange call) throws IOException {
        byte[] request = call.getRequestBody().readAllBytes();
        ObjectNode answer = JSON.createObjectNode();
        int status = answer(call.getRequestURI().getPath(), request, answer);
        byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    private int answer(String path, byte[] request, ObjectNode answer) throws IOException {
        if (path.equals("/internal/token")) {
            answer.put("access_token", "service-token")
                    .put("token_type", "Bearer")
                    .put("expires_in", 600);
            return 200;
        }
        if (path.equals("/internal/products/lookup")) {
            product(answer.putArray("items").addObject().put("id", PRODUCT))
                    .put("available", onSale)
                    .put("purchasable", true);
            return 200;
        }
        String[] parts = path.substring("/internal/reservations/".length()).split("/");
        return parts.length == 1
                ? reserve(parts[0], JSON.readTree(request), answer)
                : command(parts[0], parts[1], answer);
    }

    private synchronized int reserve(String orderId, JsonNode wanted, ObjectNode answer) {
        int quantity = wanted.at("/items/0/quantity").asInt();
        Held held = reservations.get(orderId);
        if (held == null && quantity > onSale) {
            answer.putArray("items")
                    .addObject()
                    .put("product_id", PRODUCT)
                    .put("requested", quantity)
                    .put("available", onSale);
            return 409;
        }
        if (held == null) {
            onSale -= quantity;
            reservations.put(orderId, new Held(quantity, "held"));
        }
        return describe(orderId, answer);
    }

    private synchronized int command(String orderId, String command, ObjectNode answer) {
        Held held = reservations.get(orderId);
        if (held == null) {
            if (!command.equals("release")) {
                return 404;
            }
            reservations.put(orderId, new Held(0, "released"));
            return describe(orderId, answer);
        }
        String status = held.status();
        boolean refused = command.equals("commit") && status.equals("released")
                || command.equals("release") && status.equals("committed");
        if (refused) {
            answer.put("status", status);
            return 409;
        }
        if (command.equals("commit")) {
            reservations.put(orderId, new Held(held.quantity(), "committed"));
        } else if (!status.equals("released")) {
            onSale += held.quantity();
            reservations.put(orderId, new Held(held.quantity(), "released"));
        }
        return describe(orderId, answer);
    }

    private int describe(String orderId, ObjectNode answer) {
        Held held = reservations.get(orderId);
        answer.put("order_id", orderId)
                .put("status", held.status())
                .put("expires_at", Instant.now().plusSeconds(2_400).toString());
        product(answer.putArray("items").addObject().put("product_id", PRODUCT)).put("quantity", held.quantity());
        return 200;
    }

    private ObjectNode product(ObjectNode json) {
        return json.put("sku", "S-7")
                .put("name", "Samovar")
                .putNull("image_url")
                .put("price", PRICE)
                .put("currency", currency);
    }
}
