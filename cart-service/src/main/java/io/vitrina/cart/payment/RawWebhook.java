package io.vitrina.cart.payment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A notification as it came in, not one byte changed: signatures are over these bytes.
 *
 * @param body raw bytes
 * @param headers by lower-case name
 * @param clientIp the sender's address, as the trusted proxies in front of us tell it
 */
public record RawWebhook(byte[] body, Map<String, List<String>> headers, String clientIp) {

    /** More than any notification has, and what the gateway lets in. */
    private static final int MAX_CONTENT = 1 << 20;

    /**
     * What the body says, unpacked if its sender packed it. Not what a signature is over.
     *
     * @throws IOException when it can't be unpacked, or becomes too large
     */
    public byte[] content() throws IOException {
        if (header("content-encoding").filter("gzip"::equalsIgnoreCase).isEmpty()) {
            return body;
        }
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] content = packed.readNBytes(MAX_CONTENT + 1);
            if (content.length > MAX_CONTENT) {
                throw new IOException("more than " + MAX_CONTENT + " bytes when unpacked");
            }
            return content;
        }
    }

    /** The header's first value. */
    public Optional<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
    }
}
