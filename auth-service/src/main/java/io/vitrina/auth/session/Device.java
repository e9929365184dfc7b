package io.vitrina.auth.session;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

/**
 * Where a session is used from, as its owner is shown it.
 *
 * @param userAgent at most 256 characters; null when the client sends none
 * @param ip the client's address; null when it isn't known
 */
public record Device(String userAgent, String ip) {

    private static final int LONGEST_AGENT = 256;

    static Device of(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        return new Device(agent(request.getHeader("User-Agent")), address == null ? null : address.hostAddress());
    }

    private static String agent(String header) {
        if (header == null) {
            return null;
        }
        String printable = header.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > LONGEST_AGENT ? printable.substring(0, LONGEST_AGENT) : printable;
    }
}
