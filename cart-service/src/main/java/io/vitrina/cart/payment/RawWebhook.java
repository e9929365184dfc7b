package io.vitrina.cart.payment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A notification as it came in, not one byte changed: signatures are over these bytes.
 *
 * @param body raw bytes
 * @param headers by lower-case name
 * @param clientIp the sender's address, as the trusted proxies in front of us tell it
 */
public record RawWebhook(byte[] body, Map<String, List<String>> headers, String clientIp) {

    /** The header's first value. */
    public Optional<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
    }
}
