package io.vitrina.cart.testing;

import io.restassured.RestAssured;
import io.vitrina.kit.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls to the service under test that cost little, for tests that make thousands of them. */
public final class Quick {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Quick() {}

    public record Answer(int status, String body) {}

    public static Answer post(String path, long user, String body) {
        return send(call(path)
                .header("Authorization", "Bearer " + TestTokens.user(user))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public static Answer postAsAdmin(String path, String body) {
        return send(call(path)
                .header("Authorization", "Bearer " + TestTokens.admin(ShopTest.ADMIN))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public static Answer get(String path) {
        return send(call(path).GET());
    }

    /** The mock provider's word. */
    public static Answer webhook(String eventId, String type, Object payment) {
        String body = "{\"event_id\":\"" + eventId + "\",\"type\":\"" + type + "\",\"payment_id\":\"" + payment + "\"}";
        return send(call("/api/v1/payments/webhook/mock")
                .header("X-Mock-Signature", ShopTest.signature(body))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .header("Content-Type", "application/json");
    }

    private static Answer send(HttpRequest.Builder call) {
        try {
            HttpResponse<String> answer = HTTP.send(call.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
