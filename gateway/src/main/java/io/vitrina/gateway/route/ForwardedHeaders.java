package io.vitrina.gateway.route;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What of a call's headers passes the gateway, and what it adds. */
final class ForwardedHeaders {

    static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");
    static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("X-Forwarded-Proto");
    static final CharSequence FORWARDED_HOST = HttpHeaders.createOptimized("X-Forwarded-Host");

    /** Said to this gateway alone, or about the client by somebody who can't know. */
    private static final List<CharSequence> NOT_FOR_SERVICES = names(
            "Connection",
            "Keep-Alive",
            "Proxy-Connection",
            "Proxy-Authorization",
            "TE",
            "Trailer",
            "Upgrade",
            "HTTP2-Settings",
            "Expect",
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Server",
            "X-Forwarded-Ssl",
            "X-Real-Ip",
            "X-Original-Url",
            "X-Rewrite-Url",
            "X-Http-Method-Override");

    /** Said by a service to this gateway alone, or said by the gateway itself. */
    private static final List<CharSequence> NOT_FOR_CLIENTS = names(
            "Connection",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Trailer",
            "Upgrade",
            "Server",
            "X-Powered-By",
            "X-Request-Id",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "Referrer-Policy",
            "RateLimit",
            "RateLimit-Policy");

    private ForwardedHeaders() {}

    static void rewrite(MultiMap headers, Exchange exchange) {
        dropNominated(headers);
        String host = exchange.request().getHeader(HttpHeaders.HOST);
        for (CharSequence name : NOT_FOR_SERVICES) {
            headers.remove(name);
        }
        headers.set(FORWARDED_FOR, exchange.client());
        headers.set(FORWARDED_PROTO, exchange.scheme());
        if (host == null && exchange.request().authority() != null) {
            host = exchange.request().authority().toString();
        }
        if (host != null) {
            headers.set(FORWARDED_HOST, host);
        }
        headers.set(Answers.REQUEST_ID, exchange.requestId());
    }

    /** @param headers of a service's answer, before they join the gateway's own */
    static void clean(MultiMap headers) {
        dropNominated(headers);
        for (CharSequence name : NOT_FOR_CLIENTS) {
            headers.remove(name);
        }
    }

    /** Headers that {@code Connection} names are for the next hop only, whatever they are. */
    private static void dropNominated(MultiMap headers) {
        String connection = headers.get(HttpHeaders.CONNECTION);
        if (connection == null || connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close")) {
            return;
        }
        for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
            for (String name : value.split(",")) {
                String nominated = name.strip().toLowerCase(Locale.ROOT);
                if (!nominated.isEmpty() && !isEndToEnd(nominated)) {
                    headers.remove(nominated);
                }
            }
        }
    }

    /** A client must not talk the gateway out of what the services rely on. */
    private static boolean isEndToEnd(String name) {
        return switch (name) {
            case "authorization", "content-length", "content-type", "host", "cookie", "idempotency-key" -> true;
            default -> false;
        };
    }

    private static List<CharSequence> names(String... names) {
        return Arrays.stream(names).map(HttpHeaders::createOptimized).toList();
    }
}
