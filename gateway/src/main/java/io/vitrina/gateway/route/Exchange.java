package io.vitrina.gateway.route;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vitrina.kit.problem.Problems;
import io.vitrina.kit.request.RequestId;
import io.vitrina.kit.request.TraceParent;
import java.util.Set;

/** One call on its way through the gateway: what the steps of the way have found out about it. */
final class Exchange {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final HttpServerRequest request;
    private final String requestId;
    private final long startedNanos = System.nanoTime();
    private RoutePath path;
    private String client = "unknown";
    private String scheme;
    private String template = "unrouted";
    private Problems refusal;
    private String traceParent;
    private boolean preflight;
    private boolean signedIn;
    private boolean overLimit;
    private boolean last;

    Exchange(HttpServerRequest request) {
        this.request = request;
        this.requestId = RequestId.accept(request.getHeader(RequestId.HEADER));
        this.scheme = request.isSSL() ? "https" : "http";
        this.traceParent = request.getHeader(TraceParent.HEADER);
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

    /** The method as metrics and logs have it: whatever else a stranger sends is all the same. */
    String methodLabel() {
        return METHODS.contains(method()) ? method() : "other";
    }

    /** Whether the client gave the call the id that it has. */
    boolean isNamed() {
        return requestId.equals(request.getHeader(RequestId.HEADER));
    }

    boolean isHead() {
        return request.method() == HttpMethod.HEAD;
    }

    boolean isHttp2() {
        return request.version() == HttpVersion.HTTP_2;
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

    /** Whether the user whose token the call carries is known. */
    boolean isSignedIn() {
        return signedIn;
    }

    void signedIn(boolean known) {
        this.signedIn = known;
    }

    /** Whether a browser only asks what it may do. */
    boolean isPreflight() {
        return preflight;
    }

    void preflight(boolean asked) {
        this.preflight = asked;
    }

    /** Whether the call was refused because an allowance is used up. */
    boolean isOverLimit() {
        return overLimit;
    }

    void overLimit(boolean refused) {
        this.overLimit = refused;
    }

    /** Whether the client is to send nothing else on this connection. */
    boolean isLast() {
        return last;
    }

    /** What follows on this connection can't be served; with the head of the answer the client is told so. */
    void last() {
        this.last = true;
    }

    /** The span that the call belongs to, as the client or the tracing agent has named it; null where nobody has. */
    String traceParent() {
        return traceParent;
    }

    void traceParent(String header) {
        if (header != null) {
            this.traceParent = header;
        }
    }

    /** What was wrong with the body while it was coming in; null when nothing was. */
    Problems refusal() {
        return refusal;
    }

    void refuse(Problems kind) {
        this.refusal = kind;
    }
}
