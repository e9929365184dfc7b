package io.vitrina.cart.payment.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call to a provider. Repeated as it is, so whatever makes it safe to repeat is among its headers.
 *
 * @param path below the provider's base address, with the query
 * @param headers secrets included: never logged
 * @param body empty for a call without one
 */
public record WireRequest(String method, String path, Map<String, String> headers, byte[] body) {

    public static WireRequest get(String path) {
        return new WireRequest("GET", path, Map.of(), new byte[0]);
    }

    /** A call with a body of this type. */
    public static WireRequest post(String path, String contentType, String body) {
        return new WireRequest(
                "POST", path, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with one more header. */
    public WireRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WireRequest(method, path, more, body);
    }

    /** What may be logged: no query, no header, no body. */
    @Override
    public String toString() {
        int query = path.indexOf('?');
        return method + " " + (query < 0 ? path : path.substring(0, query));
    }
}
