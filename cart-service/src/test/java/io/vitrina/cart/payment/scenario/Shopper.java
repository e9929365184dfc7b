package io.vitrina.cart.payment.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.kit.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Somebody who talks to the shop over HTTP: a buyer, or an admin. */
final class Shopper {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI shop;
    private final String token;

    record Reply(int status, JsonNode json) {

        String text(String name) {
            return json.path(name).asText();
        }
    }

    private Shopper(URI shop, String token) {
        this.shop = shop;
        this.token = token;
    }

    static Shopper buyer(URI shop, long id) {
        return new Shopper(shop, TestTokens.user(id));
    }

    static Shopper admin(URI shop) {
        return new Shopper(shop, TestTokens.admin(1));
    }

    /** Orders so many pieces and answers the order's id. */
    String order(int quantity) {
        Reply placed = post(
                "/api/v1/orders",
                "{\"items\":[{\"product_id\":%d,\"quantity\":%d}]}".formatted(ScenarioCatalog.PRODUCT, quantity));
        if (placed.status() != 201) {
            throw new AssertionError("no order: " + placed);
        }
        return placed.text("id");
    }

    Reply startPayment(String orderId) {
        return post("/api/v1/payments/orders/" + orderId, "");
    }

    Reply payment(String paymentId) {
        return send(request("/api/v1/payments/" + paymentId).GET());
    }

    Reply sync(String paymentId) {
        return post("/api/v1/payments/" + paymentId + "/sync", "");
    }

    /** The provider's page sends the buyer back here; answers the status. */
    int comeBack(String paymentId) {
        try {
            return HTTP.send(
                            request("/api/v1/payments/" + paymentId + "/return").build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Reply orderOf(String orderId) {
        return send(request("/api/v1/orders/" + orderId).GET());
    }

    Reply cancel(String orderId) {
        return post("/api/v1/orders/" + orderId + "/cancel", "");
    }

    Reply refundOrder(String orderId) {
        return post("/api/v1/orders/" + orderId + "/refund", "");
    }

    /** @param amount minor units; the rest when null */
    Reply refund(String paymentId, Long amount) {
        return post(
                "/api/v1/payments/" + paymentId + "/refunds", amount == null ? "{}" : "{\"amount\":" + amount + "}");
    }

    private Reply post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(shop.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
