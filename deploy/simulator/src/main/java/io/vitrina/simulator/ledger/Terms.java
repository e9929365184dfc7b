package io.vitrina.simulator.ledger;

import java.time.Instant;
import java.util.Map;

/**
 * What a shop asked for when it opened a payment.
 *
 * @param metadata the shop's own labels
 * @param reference the shop's own reference; empty when none was given
 * @param pages where the buyer goes afterwards
 * @param capture whether the money is taken at once, or held until the shop captures it
 * @param expiresAt when the buyer's time is up
 */
public record Terms(
        Money money,
        Map<String, String> metadata,
        String reference,
        String description,
        Pages pages,
        boolean capture,
        Instant expiresAt) {

    /** Where the buyer goes after paying and after giving up; both the same at YooKassa. */
    public record Pages(String success, String cancel) {}

    Terms charging(Money other) {
        return new Terms(other, metadata, reference, description, pages, capture, expiresAt);
    }

    Terms anonymous() {
        return new Terms(money, Map.of(), "", description, pages, capture, expiresAt);
    }
}
