package io.vitrina.cart.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.kit.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/** Somebody who calls a replica over real HTTP, and sees it die now and then. */
public final class Buyer {

    /** What a call came to when there was no answer. */
    public static final int NO_ANSWER = 0;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Buyer() {}

    /** An answer, or none. */
    public record Answer(int status, String body, boolean replayed) {

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public UUID id() {
            return UUID.fromString(json().path("id").asText());
        }
    }

    public static Answer post(Replica replica, String path, long user, String key, String body) {
        HttpRequest.Builder call = call(replica, path)
                .header("Authorization", "Bearer " + TestTokens.user(user))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            call.header("Idempotency-Key", key);
        }
        return send(call);
    }

    public static Answer postAsAdmin(Replica replica, String path, String body) {
        return send(call(replica, path)
                .header("Authorization", "Bearer " + TestTokens.admin(ShopTest.ADMIN))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public static Answer get(Replica replica, String path, long user) {
        return send(call(replica, path).header("Authorization", "Bearer " + TestTokens.user(user)));
    }

    public static Answer audit(Replica replica) {
        return send(call(replica, "/internal/consistency")
                .header("Authorization", "Bearer " + TestTokens.service("catalog-service", "none")));
    }

    public static Answer webhook(Replica replica, String eventId, UUID payment) {
        String body =
                "{\"event_id\":\"" + eventId + "\",\"type\":\"payment.succeeded\",\"payment_id\":\"" + payment + "\"}";
        return send(call(replica, "/api/v1/payments/webhook/mock")
                .header("X-Mock-Signature", ShopTest.signature(body))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder call(Replica replica, String path) {
        return HttpRequest.newBuilder(URI.create(replica.url() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json");
    }

    private static Answer send(HttpRequest.Builder call) {
        try {
            HttpResponse<String> answer = HTTP.send(call.build(), HttpResponse.BodyHandlers.ofString());
            boolean replayed =
                    answer.headers().firstValue("Idempotent-Replayed").isPresent();
            return new Answer(answer.statusCode(), answer.body(), replayed);
        } catch (IOException e) {
            return new Answer(NO_ANSWER, "", false);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
