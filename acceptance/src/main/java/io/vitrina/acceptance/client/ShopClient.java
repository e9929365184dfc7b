package io.vitrina.acceptance.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One caller of the shop; without a token a stranger. Instances don't change and may be shared by threads. */
public final class ShopClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI gateway;
    private final List<String> headers;

    private ShopClient(HttpClient http, URI gateway, List<String> headers) {
        this.http = http;
        this.gateway = gateway;
        this.headers = headers;
    }

    /** @param gateway the shop's root, without a path: {@code http://localhost:8000} */
    public static ShopClient of(URI gateway) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new ShopClient(http, gateway, List.of());
    }

    /** The same caller with a token. */
    public ShopClient as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** The same caller, sending one more header with each call. */
    public ShopClient with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new ShopClient(http, gateway, List.copyOf(more));
    }

    public URI gateway() {
        return gateway;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer post(String path, Map<String, ?> body) {
        return send("POST", path, json(body));
    }

    public Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, json(body));
    }

    public Answer patch(String path, Map<String, ?> body) {
        return send("PATCH", path, json(body));
    }

    /** As {@link #sendTo}, below {@code /api/v1}. */
    public Answer send(String method, String path, String body) {
        return sendTo(method, "/api/v1" + path, body);
    }

    /**
     * @param path from the gateway's root on, as it goes onto the wire
     * @param body JSON; null for none
     */
    public Answer sendTo(String method, String path, String body) {
        return sendBytes(method, path, body == null ? null : BodyPublishers.ofString(body));
    }

    /** As {@link #sendTo}, with a body of any bytes, of known length or in chunks. */
    public Answer sendBytes(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : body);
        if (body == null && method.equals("GET")) {
            // Unlike the general form this one sends no Content-Length: caches pass by what seems to have a body.
            request.GET();
        }
        if (body != null && !headers.contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        try {
            return new Answer(method + " " + path, http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " got no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + method + " " + path, e);
        }
    }

    private static String json(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
