package io.vitrina.cart.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vitrina.kit.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The catalogue as its INTERNAL.md states it, with real stock in memory; and the auth service's token endpoint.
 *
 * <p>It can be made to fail as a real one does: away, slow, or with its answers lost after the work is done.
 */
public final class StubCatalog {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static StubCatalog instance;

    private final HttpServer server;
    private final Map<Long, Item> items = new TreeMap<>();
    private final Map<UUID, Held> reservations = new LinkedHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;

    /** What goes wrong with every call. */
    public enum Fault {
        NONE,
        AWAY,
        SILENT,
        REFUSED,
        ANSWER_LOST
    }

    private static final class Item {
        private String sku;
        private String name;
        private long price;
        private String currency = "RUB";
        private long available;
        private boolean active = true;
    }

    private record Held(Map<Long, Integer> quantities, List<Map<String, Object>> lines, String status) {
        private Held as(String next) {
            return new Held(quantities, lines, next);
        }
    }

    private StubCatalog() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public static synchronized StubCatalog start() {
        if (instance == null) {
            instance = new StubCatalog();
        }
        return instance;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public synchronized void reset() {
        items.clear();
        reservations.clear();
        calls.set(0);
        fault = Fault.NONE;
    }

    public synchronized void put(long id, long price, long available) {
        Item item = items.computeIfAbsent(id, i -> new Item());
        item.sku = "SKU-" + id;
        item.name = "Product " + id;
        item.price = price;
        item.available = available;
    }

    /** One piece is held for an order, as its checkout would have asked for. */
    synchronized void hold(UUID orderId, long id) {
        items.get(id).available--;
        reservations.put(orderId, new Held(Map.of(id, 1), List.of(), "held"));
    }

    public synchronized void reprice(long id, long price) {
        items.get(id).price = price;
    }

    public synchronized void currency(long id, String currency) {
        items.get(id).currency = currency;
    }

    public synchronized void deactivate(long id) {
        items.get(id).active = false;
    }

    public void fail(Fault next) {
        fault = next;
    }

    /** Calls since the last reset, tokens not counted. */
    public int calls() {
        return calls.get();
    }

    public synchronized long available(long id) {
        return items.get(id).available;
    }

    /** Pieces of a product in reservations of this status. */
    public synchronized long pieces(long id, String status) {
        return reservations.values().stream()
                .filter(held -> held.status().equals(status))
                .mapToLong(held -> held.quantities().getOrDefault(id, 0))
                .sum();
    }

    public synchronized long reservations(String status) {
        return reservations.values().stream()
                .filter(held -> held.status().equals(status))
                .count();
    }

    public synchronized String status(UUID orderId) {
        Held held = reservations.get(orderId);
        return held == null ? "none" : held.status();
    }

    private void handle(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        byte[] body = call.getRequestBody().readAllBytes();
        if (path.equals("/internal/token")) {
            answer(
                    call,
                    200,
                    Map.of(
                            "access_token",
                            TestTokens.service("cart-service", "catalog:lookup catalog:reserve"),
                            "token_type",
                            "Bearer",
                            "expires_in",
                            600));
            return;
        }
        if (path.equals("/internal/revocations")) {
            answer(call, 200, Map.of("items", List.of(), "next", 0, "more", false));
            return;
        }
        calls.incrementAndGet();
        if (fault == Fault.AWAY) {
            answer(call, 503, Map.of("status", 503));
            return;
        }
        if (fault == Fault.REFUSED) {
            answer(call, 422, Map.of("status", 422));
            return;
        }
        if (fault == Fault.SILENT) {
            // Never answered: the caller has to give up by itself.
            return;
        }
        Answer answer = dispatch(call.getRequestMethod(), path, body.length == 0 ? null : JSON.readTree(body));
        if (fault == Fault.ANSWER_LOST) {
            call.close();
            return;
        }
        answer(call, answer.status(), answer.body());
    }

    private record Answer(int status, Object body) {}

    private synchronized Answer dispatch(String method, String path, JsonNode body) {
        if (path.equals("/internal/products/lookup")) {
            return lookup(body);
        }
        String[] parts = path.split("/");
        UUID orderId = UUID.fromString(parts[3]);
        if (method.equals("PUT")) {
            return reserve(orderId, body);
        }
        return switch (parts[4]) {
            case "commit" -> commit(orderId);
            case "release" -> release(orderId);
            case "return" -> giveBack(orderId);
            default -> new Answer(404, Map.of("status", 404));
        };
    }

    private Answer lookup(JsonNode body) {
        List<Map<String, Object>> found = new ArrayList<>();
        body.path("ids").forEach(id -> {
            Item item = items.get(id.asLong());
            if (item != null) {
                Map<String, Object> product = new LinkedHashMap<>();
                product.put("id", id.asLong());
                product.put("sku", item.sku);
                product.put("name", item.name);
                product.put("image_url", null);
                product.put("price", item.price);
                product.put("currency", item.currency);
                product.put("available", item.available);
                product.put("on_sale", item.active);
                product.put("purchasable", item.active && item.available > 0);
                found.add(product);
            }
        });
        return new Answer(200, Map.of("items", found));
    }

    private Answer reserve(UUID orderId, JsonNode body) {
        Held existing = reservations.get(orderId);
        if (existing != null) {
            return existing.status().equals("held") || existing.status().equals("committed")
                    ? stands(orderId)
                    : new Answer(409, Map.of("status", 409));
        }
        Map<Long, Integer> quantities = new TreeMap<>();
        body.path("items")
                .forEach(item -> quantities.merge(
                        item.path("product_id").asLong(), item.path("quantity").asInt(), Integer::sum));
        List<Map<String, Object>> shortages = shortages(quantities);
        if (!shortages.isEmpty()) {
            return new Answer(409, Map.of("status", 409, "items", shortages));
        }
        List<Map<String, Object>> lines = new ArrayList<>();
        quantities.forEach((id, quantity) -> {
            Item item = items.get(id);
            item.available -= quantity;
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("product_id", id);
            line.put("sku", item.sku);
            line.put("name", item.name);
            line.put("image_url", null);
            line.put("price", item.price);
            line.put("currency", item.currency);
            line.put("quantity", quantity);
            lines.add(line);
        });
        reservations.put(orderId, new Held(quantities, lines, "held"));
        return stands(orderId);
    }

    private List<Map<String, Object>> shortages(Map<Long, Integer> quantities) {
        List<Map<String, Object>> shortages = new ArrayList<>();
        quantities.forEach((id, quantity) -> {
            Item item = items.get(id);
            boolean onSale = item != null && item.active;
            long available = onSale ? item.available : 0;
            if (quantity > available) {
                shortages.add(
                        Map.of("product_id", id, "requested", quantity, "available", available, "on_sale", onSale));
            }
        });
        return shortages;
    }

    private Answer commit(UUID orderId) {
        Held held = reservations.get(orderId);
        if (held == null) {
            return new Answer(404, Map.of("status", 404));
        }
        return switch (held.status()) {
            case "held" -> become(orderId, "committed", 0);
            case "committed" -> stands(orderId);
            case "expired" -> commitLate(orderId, held);
            default -> new Answer(409, Map.of("status", 409, "reservation_status", held.status()));
        };
    }

    /** The stock is taken again if it is there, hidden or not. */
    private Answer commitLate(UUID orderId, Held held) {
        boolean isShort = held.quantities().entrySet().stream()
                .anyMatch(line -> items.get(line.getKey()).available < line.getValue());
        return isShort
                ? new Answer(409, Map.of("status", 409, "items", shortages(held.quantities())))
                : become(orderId, "committed", -1);
    }

    private Answer release(UUID orderId) {
        Held held = reservations.get(orderId);
        if (held == null) {
            reservations.put(orderId, new Held(Map.of(), List.of(), "released"));
            return stands(orderId);
        }
        return switch (held.status()) {
            case "held" -> become(orderId, "released", 1);
            case "committed" -> new Answer(409, Map.of("status", 409, "reservation_status", "committed"));
            case "expired" -> become(orderId, "released", 0);
            default -> stands(orderId);
        };
    }

    private Answer giveBack(UUID orderId) {
        Held held = reservations.get(orderId);
        if (held == null) {
            return new Answer(404, Map.of("status", 404));
        }
        return switch (held.status()) {
            case "released" -> stands(orderId);
            case "expired" -> become(orderId, "released", 0);
            default -> become(orderId, "released", 1);
        };
    }

    /** An expiry as the catalogue's own sweeper would do it. */
    public synchronized void expire(UUID orderId) {
        become(orderId, "expired", 1);
    }

    private Answer become(UUID orderId, String status, int back) {
        Held held = reservations.get(orderId);
        held.quantities().forEach((id, quantity) -> items.get(id).available += (long) back * quantity);
        reservations.put(orderId, held.as(status));
        return stands(orderId);
    }

    private Answer stands(UUID orderId) {
        Held held = reservations.get(orderId);
        return new Answer(200, Map.of("order_id", orderId.toString(), "status", held.status(), "items", held.lines()));
    }

    private static void answer(HttpExchange call, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", status >= 400 ? "application/problem+json" : "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
