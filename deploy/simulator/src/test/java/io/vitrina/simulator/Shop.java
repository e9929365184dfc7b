package io.vitrina.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A shop as the providers see it: calls their APIs, and keeps every notification it is sent. */
final class Shop implements AutoCloseable {

    record Notice(byte[] body, Map<String, List<String>> headers) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(body);
        }

        String header(String name) {
            return headers.get(name).getFirst();
        }
    }

    record Reply(int status, JsonNode json, HttpResponse<byte[]> raw) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    Shop() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            notices.add(new Notice(call.getRequestBody().readAllBytes(), Map.copyOf(call.getRequestHeaders())));
            boolean failing = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            call.sendResponseHeaders(failing ? 503 : 200, -1);
            call.close();
        });
        server.start();
    }

    URI webhookUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    List<Notice> notices() {
        return notices;
    }

    /** Answers so many notifications with 503. */
    void failNext(int times) {
        failures.set(times);
    }

    Reply stripe(ProviderSimulator simulator, String path, String key, Map<String, String> form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(simulator.url().resolve(path))
                .header("Authorization", "Bearer sk_test_simulator");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (form == null) {
            return send(request.GET());
        }
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply yookassa(ProviderSimulator simulator, String path, String key, String json)
            throws IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString("100500:test_simulator".getBytes());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(simulator.url().resolve(path)).header("Authorization", "Basic " + credentials);
        if (key != null) {
            request.header("Idempotence-Key", key);
        }
        return send(
                json == null
                        ? request.GET()
                        : request.header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        boolean json = answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        return new Reply(answer.statusCode(), json ? new ObjectMapper().readTree(answer.body()) : null, answer);
    }

    static Map<String, String> session(long amount, String currency) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("mode", "payment");
        form.put("client_reference_id", "order-1");
        form.put("metadata[order_id]", "order-1");
        form.put("metadata[payment_id]", "payment-1");
        form.put("payment_intent_data[metadata][payment_id]", "payment-1");
        form.put("line_items[0][quantity]", "1");
        form.put("line_items[0][price_data][currency]", currency);
        form.put("line_items[0][price_data][unit_amount]", String.valueOf(amount));
        form.put("line_items[0][price_data][product_data][name]", "Order <72> & more");
        form.put("success_url", "https://shop.example/return?session_id={CHECKOUT_SESSION_ID}");
        form.put("cancel_url", "https://shop.example/cart");
        form.put("expires_at", String.valueOf(Instant.now().getEpochSecond() + 35 * 60));
        return form;
    }

    static String payment(String value, boolean capture) {
        return """
                {"amount": {"value": "%s", "currency": "RUB"}, "capture": %s,
                 "confirmation": {"type": "redirect", "return_url": "https://shop.example/return"},
                 "description": "Order 72", "metadata": {"order_id": "order-1", "payment_id": "payment-1"}}""".formatted(value, capture);
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
