package io.vitrina.gateway.route;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vitrina.kit.request.RequestId;

/** One call on its way through the gateway: what the steps of the way have found out about it. */
final class Exchange {

    private final HttpServerRequest request;
    private final String requestId;
    private final long startedNanos = System.nanoTime();
    private RoutePath path;
    private String client = "unknown";
    private String scheme = "http";
    private String template = "unrouted";
    private String refusal;
    private boolean preflight;

    Exchange(HttpServerRequest request) {
        this.request = request;
        this.requestId = RequestId.accept(request.getHeader(RequestId.HEADER));
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    String method() {
        return request.method().name();
    }

    boolean isRead() {
        String method = method();
        return method.equals("GET") || method.equals("HEAD");
    }

    String requestId() {
        return requestId;
    }

    long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }

    /** Null until the request line was understood. */
    RoutePath path() {
        return path;
    }

    void path(RoutePath found) {
        this.path = found;
    }

    /** Numeric address of the client, as far as it can be trusted. */
    String client() {
        return client;
    }

    /** The scheme the client used, as far as it can be trusted. */
    String scheme() {
        return scheme;
    }

    void client(String address, String usedScheme) {
        this.client = address;
        this.scheme = usedScheme;
    }

    /** The path with its parameters' names: what metrics and logs call this address. */
    String template() {
        return template;
    }

    void template(String found) {
        this.template = found;
    }

    /** Whether a browser only asks what it may do. */
    boolean isPreflight() {
        return preflight;
    }

    void preflight(boolean asked) {
        this.preflight = asked;
    }

    /** Why the body was refused while it was coming in; null when it was not. */
    String refusal() {
        return refusal;
    }

    void refuse(String reason) {
        this.refusal = reason;
    }
}
