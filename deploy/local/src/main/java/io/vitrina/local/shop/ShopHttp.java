package io.vitrina.local.shop;

import io.vitrina.local.LaunchException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Makes calls; one that finds nobody ends the command with a sentence. */
public final class ShopHttp implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    public Answer send(Call call) {
        HttpRequest.BodyPublisher body = call.body().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(call.body(), StandardCharsets.UTF_8);
        return send(call, body);
    }

    /** @param content sent in place of the call's text */
    public Answer send(Call call, byte[] content) {
        return send(call, HttpRequest.BodyPublishers.ofByteArray(content));
    }

    private Answer send(Call call, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(call.uri()).timeout(TIMEOUT).method(call.method(), body);
        call.headers().forEach(request::header);
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers()
                            .firstValue("Retry-After")
                            .map(ShopHttp::seconds)
                            .orElse(Duration.ZERO));
        } catch (IOException e) {
            throw new LaunchException(
                    call.uri() + " does not answer (" + e.getClass().getSimpleName() + ").", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("The call of " + call.uri() + " was interrupted.", e);
        }
    }

    private static Duration seconds(String value) {
        try {
            return Duration.ofSeconds(Long.parseLong(value.strip()));
        } catch (NumberFormatException aDate) {
            return Duration.ZERO;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
