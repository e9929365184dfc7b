package io.vitrina.gateway.route;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vitrina.gateway.docs.DocsPages;
import io.vitrina.gateway.limit.Limiter;
import io.vitrina.kit.problem.Problem;
import io.vitrina.kit.problem.ProblemKind;
import io.vitrina.kit.request.RequestId;

/** What the gateway says itself, and the headers that every answer carries. */
final class Answers {

    static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestId.HEADER);
    static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
    static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");

    private static final CharSequence OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence FRAME = HttpHeaders.createOptimized("X-Frame-Options");
    private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");
    private static final CharSequence REFERRER = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence NOTHING =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
    private static final CharSequence PAGE = HttpHeaders.createOptimized(
            "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
                    + "frame-ancestors 'none'; base-uri 'none'");
    private static final CharSequence TRANSPORT = HttpHeaders.createOptimized("Strict-Transport-Security");
    private static final CharSequence TWO_YEARS = HttpHeaders.createOptimized("max-age=63072000; includeSubDomains");
    private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("RateLimit");
    private static final CharSequence RATE_LIMIT_POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence PROBLEM_TYPE = HttpHeaders.createOptimized(Problem.MEDIA_TYPE);
    private static final CharSequence JSON_TYPE = HttpHeaders.createOptimized("application/json");

    /** For the client to read the answer before the connection goes: closed at once, unread bytes would reset it. */
    private static final long LINGER_MILLIS = 250;

    private Answers() {}

    /** Headers of every answer, whoever makes it. */
    static void common(Exchange exchange) {
        MultiMap headers = exchange.response().headers();
        headers.set(REQUEST_ID, exchange.requestId());
        headers.set(HttpHeaders.DATE, DateHeader.now());
        headers.set(OPTIONS, NOSNIFF);
        headers.set(FRAME, DENY);
        headers.set(REFERRER, NO_REFERRER);
        headers.set(POLICY, NOTHING);
    }

    /** A browser that came by TLS, be it only up to a trusted proxy, is to come by nothing else. */
    static void transport(Exchange exchange) {
        if (exchange.scheme().equals("https")) {
            exchange.response().headers().set(TRANSPORT, TWO_YEARS);
        }
    }

    /** What the client may still do. */
    static void limits(Exchange exchange, Limiter.Decision decision) {
        MultiMap headers = exchange.response().headers();
        headers.set(RATE_LIMIT, decision.limits());
        headers.set(RATE_LIMIT_POLICY, decision.policies());
    }

    /** A service's page knows best what it needs; one that doesn't say may use its own styles and scripts. */
    static void policy(Exchange exchange, String ofService, String contentType) {
        if (ofService != null) {
            exchange.response().headers().remove(POLICY);
        } else if (contentType != null && contentType.startsWith("text/html")) {
            exchange.response().putHeader(POLICY, PAGE);
        }
    }

    /** Answers and hangs up: what follows on this connection can't be told from what came with the request. */
    static void hangUp(Exchange exchange, Vertx vertx, ProblemKind kind, String detail) {
        Buffer body =
                Buffer.buffer(Problem.of(kind, detail, exchange.requestId()).toJson());
        exchange.last();
        exchange.response()
                .setStatusCode(kind.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .write(body);
        // Not ended but closed: an end would let the next request of this connection begin.
        vertx.setTimer(LINGER_MILLIS, ignored -> exchange.request().connection().close());
    }

    /** Answers, and tells an HTTP/1 client that this connection takes no other request. */
    static void last(Exchange exchange, ProblemKind kind, String detail) {
        exchange.last();
        problem(exchange, kind, detail);
    }

    static void problem(Exchange exchange, ProblemKind kind, String detail) {
        HttpServerResponse response = exchange.response();
        if (response.headWritten()) {
            exchange.request().connection().close();
            return;
        }
        response.setStatusCode(kind.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        end(
                exchange,
                Buffer.buffer(Problem.of(kind, detail, exchange.requestId()).toJson()));
    }

    /** The whole body, or to HEAD only how long it would be: over HTTP/2 the framework would send it all the same. */
    static void end(Exchange exchange, Buffer body) {
        if (exchange.isHead()) {
            exchange.response()
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .end();
        } else {
            exchange.response().end(body);
        }
    }

    static void json(Exchange exchange, Buffer body) {
        exchange.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        end(exchange, body);
    }

    static void page(Exchange exchange, DocsPages.Page page) {
        HttpServerResponse response = exchange.response()
                .putHeader(HttpHeaders.ETAG, page.etag())
                .putHeader(HttpHeaders.CACHE_CONTROL, page.cacheControl());
        page.policy().ifPresent(policy -> response.putHeader(POLICY, policy));
        String known = exchange.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(page.etag())) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, page.contentType());
        end(exchange, page.body());
    }
}
