package io.vitrina.simulator.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.simulator.ledger.Money;
import io.vitrina.simulator.ledger.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The body that opens a payment, checked as YooKassa does. */
final class PaymentBody {

    private static final Duration TO_CONFIRM = Duration.ofHours(1);
    private static final int MAX_DESCRIPTION = 128;
    private static final int MAX_METADATA = 16;
    private static final int MAX_METADATA_NAME = 32;
    private static final int MAX_METADATA_VALUE = 512;

    private PaymentBody() {}

    static Terms terms(JsonNode body, Instant now) {
        Money money = YooKassaJson.money(body.path("amount"));
        if (money.minor() <= 0) {
            throw new IllegalArgumentException("amount.value must be positive");
        }
        JsonNode confirmation = body.path("confirmation");
        if (!"redirect".equals(confirmation.path("type").asText())
                || !confirmation.path("return_url").isTextual()) {
            throw new IllegalArgumentException("confirmation must be a redirect with a return_url");
        }
        String description = body.path("description").asText("");
        if (description.length() > MAX_DESCRIPTION) {
            throw new IllegalArgumentException("description is longer than 128 characters");
        }
        String back = confirmation.get("return_url").asText();
        return new Terms(
                money,
                metadata(body.path("metadata")),
                "",
                description,
                new Terms.Pages(back, back),
                body.path("capture").asBoolean(false),
                now.plus(TO_CONFIRM));
    }

    static Map<String, String> metadata(JsonNode json) {
        Map<String, String> metadata = new LinkedHashMap<>();
        json.fields()
                .forEachRemaining(
                        entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        boolean tooLong = metadata.entrySet().stream()
                .anyMatch(entry -> entry.getKey().length() > MAX_METADATA_NAME
                        || entry.getValue().length() > MAX_METADATA_VALUE);
        if (metadata.size() > MAX_METADATA || tooLong) {
            throw new IllegalArgumentException("metadata takes 16 names of 32 characters with values of 512");
        }
        return metadata;
    }
}
