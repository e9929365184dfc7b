package io.vitrina.kit.security;

import io.vitrina.kit.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls a protected resource of the test service. */
final class Visitor {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI resource;
    private final String valid = TestTokens.user(7);

    Visitor(URI resource) {
        this.resource = resource;
    }

    int withValidToken() {
        return with(valid);
    }

    /** The status that the token is answered with. */
    int with(String token) {
        HttpRequest request = HttpRequest.newBuilder(resource)
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
