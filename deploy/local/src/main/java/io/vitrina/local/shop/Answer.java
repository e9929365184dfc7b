package io.vitrina.local.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;

/**
 * What a call was answered.
 *
 * @param retryAfter how long the answer asks to wait, zero when it doesn't
 */
public record Answer(int status, String body, Duration retryAfter) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHORT = 230;

    public boolean isGood() {
        return status >= 200 && status < 300;
    }

    /** A missing node when the body is no JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The status and the beginning of the body, on one line. */
    public String inShort() {
        String line = body.replaceAll("\\s+", " ").strip();
        String shown = line.length() <= SHORT ? line : line.substring(0, SHORT) + " …";
        return shown.isEmpty() ? Integer.toString(status) : status + " " + shown;
    }
}
