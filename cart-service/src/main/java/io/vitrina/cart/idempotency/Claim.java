package io.vitrina.cart.idempotency;

import java.util.UUID;

/**
 * The right to carry out one call.
 *
 * @param key null when the client gave none: then nothing is remembered
 * @param resourceId id for what the call makes
 * @param attempt 0 for the first; more when an earlier call of this key died on its way
 */
public record Claim(long userId, String key, UUID resourceId, int attempt) {

    public boolean isRemembered() {
        return key != null;
    }
}
