package io.vitrina.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What the shop answered.
 *
 * @param call method and path, for messages
 */
public record Answer(String call, HttpResponse<byte[]> response) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public int status() {
        return response.statusCode();
    }

    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    public String contentType() {
        return header("Content-Type").orElse("");
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The body as JSON; fails when it is none. */
    public JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    call + " answered " + status() + " with a body that is no JSON: " + text(), e);
        }
    }

    /** The fields that a problem body complains of, in its order. */
    public List<String> brokenFields() {
        return StreamSupport.stream(json().path("errors").spliterator(), false)
                .map(error -> error.path("field").asText())
                .toList();
    }

    /** This answer, when it has the status that was hoped for; fails with the body otherwise. */
    public Answer expect(int status) {
        if (status() != status) {
            throw new IllegalStateException(call + " answered " + status() + " instead of " + status + ": " + text());
        }
        return this;
    }

    @Override
    public String toString() {
        return call + " → " + status() + " " + text();
    }
}
