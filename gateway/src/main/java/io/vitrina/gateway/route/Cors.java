package io.vitrina.gateway.route;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vitrina.gateway.config.GatewayConfig;
import java.util.Set;

/**
 * Lets the pages of named origins read the shop's answers.
 *
 * <p>Without cookies: a page that calls for a user carries his token in a header, which it can only have been given.
 */
final class Cors {

    private static final CharSequence ORIGIN = HttpHeaders.createOptimized("Origin");
    private static final CharSequence VARY = HttpHeaders.createOptimized("Vary");
    private static final CharSequence ALLOW_ORIGIN = HttpHeaders.createOptimized("Access-Control-Allow-Origin");
    private static final CharSequence ALLOW_METHODS = HttpHeaders.createOptimized("Access-Control-Allow-Methods");
    private static final CharSequence ALLOW_HEADERS = HttpHeaders.createOptimized("Access-Control-Allow-Headers");
    private static final CharSequence EXPOSE = HttpHeaders.createOptimized("Access-Control-Expose-Headers");
    private static final CharSequence MAX_AGE = HttpHeaders.createOptimized("Access-Control-Max-Age");
    private static final CharSequence ASKED_METHOD = HttpHeaders.createOptimized("Access-Control-Request-Method");

    private static final CharSequence METHODS =
            HttpHeaders.createOptimized("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    private static final CharSequence REQUEST_HEADERS = HttpHeaders.createOptimized(
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id, traceparent");
    private static final CharSequence RESPONSE_HEADERS = HttpHeaders.createOptimized(
            "Age, ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id");

    private final Set<String> origins;
    private final String maxAgeSeconds;

    Cors(GatewayConfig.Cors config) {
        this.origins = config.origins().orElse(Set.of());
        this.maxAgeSeconds = Long.toString(config.maxAge().toSeconds());
        if (origins.contains("*")) {
            throw new IllegalArgumentException("vitrina.gateway.cors.origins: name the origins, there is no wildcard");
        }
    }

    /**
     * Sets the headers that are due.
     *
     * @return true when that was all the browser asked for, and an empty 204 is the answer
     */
    boolean apply(Exchange exchange) {
        if (origins.isEmpty()) {
            return false;
        }
        MultiMap headers = exchange.response().headers();
        // Also for those who are not allowed: another origin's answer must not be taken from a cache for theirs.
        headers.add(VARY, ORIGIN);
        String origin = exchange.request().getHeader(ORIGIN);
        if (origin == null || !origins.contains(origin)) {
            return false;
        }
        headers.set(ALLOW_ORIGIN, origin);
        headers.set(EXPOSE, RESPONSE_HEADERS);
        boolean preflight = exchange.method().equals("OPTIONS")
                && exchange.request().headers().contains(ASKED_METHOD);
        if (preflight) {
            headers.set(ALLOW_METHODS, METHODS);
            headers.set(ALLOW_HEADERS, REQUEST_HEADERS);
            headers.set(MAX_AGE, maxAgeSeconds);
        }
        return preflight;
    }
}
