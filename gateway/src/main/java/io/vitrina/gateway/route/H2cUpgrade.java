package io.vitrina.gateway.route;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether a request to go on in HTTP/2 is one (RFC 7540, section 3.2); the framework answers others with an empty 400. */
final class H2cUpgrade {

    private static final Set<String> NOMINATED = Set.of("upgrade", "http2-settings");

    /** An identifier of two bytes and a value of four. */
    private static final int SETTING_BYTES = 6;

    private H2cUpgrade() {}

    static boolean isSound(HttpRequest request) {
        HttpHeaders headers = request.headers();
        List<String> settings = headers.getAll(Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER);
        List<String> connection = headers.getAll(HttpHeaderNames.CONNECTION);
        return headers.getAll(HttpHeaderNames.UPGRADE).size() == 1
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && connection.size() == 1
                && names(connection.getFirst()).containsAll(NOMINATED)
                && settings.size() == 1
                && areSettings(settings.getFirst());
    }

    private static Set<String> names(String connection) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : connection.split(",")) {
            names.add(name.strip());
        }
        return names;
    }

    private static boolean areSettings(String encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
            Http2Settings settings = new Http2Settings();
            while (bytes.remaining() >= SETTING_BYTES) {
                settings.put(bytes.getChar(), Long.valueOf(Integer.toUnsignedLong(bytes.getInt())));
            }
            return !bytes.hasRemaining();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
