package io.vitrina.gateway.route;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vitrina.gateway.cache.CachedAnswer;
import io.vitrina.gateway.cache.EdgeCache;
import io.vitrina.gateway.cache.Origin;
import io.vitrina.gateway.config.ServiceName;
import io.vitrina.kit.problem.Problems;
import io.vitrina.kit.request.IfNoneMatch;
import io.vitrina.kit.request.TraceParent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads of the public catalogue by strangers, answered from the cache where possible.
 *
 * <p>Nothing personal gets in: only calls without credentials come here, the service is asked without anything of the
 * caller's but the address of what is wanted (and ids, by which logs and traces name the call), and only what it calls public is kept.
 */
final class CachedReads {

    private static final CharSequence X_CACHE = HttpHeaders.createOptimized("X-Cache");
    private static final CharSequence RANGE = HttpHeaders.createOptimized("Range");
    private static final CharSequence ANYTHING = HttpHeaders.createOptimized("*/*");

    private static final CharSequence TRACE_STATE = HttpHeaders.createOptimized("tracestate");

    private final Vertx vertx;
    private final Doors doors;
    private final EdgeCache cache;
    private final Connector connector;
    private final Forwarder forwarder;

    CachedReads(Vertx vertx, Doors doors, Connector connector, Forwarder forwarder) {
        this.vertx = vertx;
        this.doors = doors;
        this.cache = doors.cache();
        this.connector = connector;
        this.forwarder = forwarder;
    }

    boolean mayServe(Exchange exchange, ServiceName service) {
        if (!cache.enabled() || service != ServiceName.CATALOG || !exchange.isRead()) {
            return false;
        }
        MultiMap headers = exchange.request().headers();
        // Whoever takes only something special gets it from the service, which knows what it can make.
        return !headers.contains(HttpHeaders.AUTHORIZATION)
                && !headers.contains(RANGE)
                && !headers.contains(HttpHeaders.CONTENT_LENGTH)
                && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && Accepts.json(headers.getAll(HttpHeaders.ACCEPT));
    }

    void serve(Exchange exchange, Upstream upstream, String target) {
        if (cache.passes(target)) {
            forward(exchange, upstream, target);
            return;
        }
        Origin origin = (etag, patience) -> fetch(exchange, upstream, target, etag, patience);
        EdgeCache.Found found = cache.find(target, origin);
        if (found != null) {
            write(exchange, found);
            return;
        }
        // Should the service have to be asked after all, the request must not have come to its end meanwhile.
        exchange.request().pause();
        // Whoever asked first may work on another event loop; each answer is written on its own.
        Context context = vertx.getOrCreateContext();
        cache.load(target, origin)
                .onComplete(done -> context.runOnContext(ignored -> finish(exchange, upstream, target, done)));
    }

    private void finish(Exchange exchange, Upstream upstream, String target, AsyncResult<EdgeCache.Outcome> done) {
        if (exchange.response().closed()) {
            return;
        }
        boolean shared = done.succeeded() && done.result().found() != null;
        boolean own = done.succeeded() && done.result().own() != null;
        boolean failed = done.failed() && !(done.cause() instanceof Origin.TooLargeException);
        if (!shared && !own && !failed) {
            forward(exchange, upstream, target);
            return;
        }
        exchange.request().resume();
        if (shared) {
            write(exchange, done.result().found());
        } else if (own) {
            writeOwn(exchange, done.result().own());
        } else {
            fail(exchange, upstream, done.cause());
        }
    }

    private void forward(Exchange exchange, Upstream upstream, String target) {
        forwarder.forward(
                exchange, upstream, target, 0, doors.patience(exchange.path().path()));
    }

    private void fail(Exchange exchange, Upstream upstream, Throwable cause) {
        Problems kind = Failures.kindOf(cause);
        if (!(cause instanceof Origin.FailingException)) {
            doors.metrics().upstreamFailed(upstream.service(), kind);
        }
        if (kind == Problems.UNAVAILABLE) {
            exchange.response().putHeader(Answers.RETRY_AFTER, "1");
        }
        Answers.problem(exchange, kind, Failures.detailOf(kind));
    }

    private void write(Exchange exchange, EdgeCache.Found found) {
        HttpServerResponse response = exchange.response();
        CachedAnswer answer = found.answer();
        doors.metrics().cached(found.state());
        answer.copyTo(response.headers());
        response.putHeader(X_CACHE, found.state().label());
        response.putHeader(HttpHeaders.AGE, Long.toString(found.ageSeconds()));
        String known = exchange.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (answer.etag() != null && IfNoneMatch.names(known, answer.etag())) {
            response.headers().remove(HttpHeaders.CONTENT_TYPE);
            response.setStatusCode(304).end();
        } else {
            Answers.end(exchange, answer.body());
        }
    }

    private static void writeOwn(Exchange exchange, Origin.Answer answer) {
        HttpServerResponse response = exchange.response();
        Answers.policy(
                exchange, answer.headers().get(Answers.POLICY), answer.headers().get(HttpHeaders.CONTENT_TYPE));
        answer.headers()
                .remove(HttpHeaders.CONTENT_LENGTH)
                .remove(HttpHeaders.TRANSFER_ENCODING)
                .remove(HttpHeaders.DATE);
        // Not setAll, which would take away what the gateway says itself.
        response.headers().addAll(answer.headers());
        response.setStatusCode(answer.status());
        Answers.end(exchange, answer.body());
    }

    private Future<Origin.Answer> fetch(
            Exchange exchange, Upstream upstream, String target, String etag, Duration patience) {
        return connector.open(upstream, patience).compose(connected -> {
            HttpClientRequest request = connected.request();
            // All of it inside the chain: however it fails, what follows gives the connection back.
            return Future.succeededFuture(request)
                    .map(blank -> head(blank, exchange, target, etag))
                    .compose(HttpClientRequest::send)
                    .onSuccess(ignored -> exchange.traceParent(request.headers().get(TraceParent.HEADER)))
                    .compose(response -> read(request, response))
                    .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .onSuccess(ignored -> connected.address().answered())
                    .onFailure(cause -> {
                        if (cause instanceof TimeoutException) {
                            connected.address().silent();
                        }
                        request.reset();
                    })
                    .onComplete(ignored -> connected.address().end());
        });
    }

    private static HttpClientRequest head(HttpClientRequest request, Exchange exchange, String target, String etag) {
        request.setURI(target);
        request.putHeader(HttpHeaders.ACCEPT, ANYTHING);
        request.putHeader(Answers.REQUEST_ID, exchange.requestId());
        // Of the caller, whose wait this call is a part of.
        String parent = exchange.request().getHeader(TraceParent.HEADER);
        if (TraceParent.parse(parent) != null) {
            request.putHeader(TraceParent.HEADER, parent);
            String state = exchange.request().getHeader(TRACE_STATE);
            if (state != null) {
                request.putHeader(TRACE_STATE, state);
            }
        }
        if (etag != null) {
            request.putHeader(HttpHeaders.IF_NONE_MATCH, etag);
        }
        return request;
    }

    private Future<Origin.Answer> read(HttpClientRequest request, HttpClientResponse response) {
        Promise<Origin.Answer> answer = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(answer::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > doors.maxCachedAnswer()) {
                if (answer.tryFail(new Origin.TooLargeException())) {
                    request.reset();
                }
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(ignored -> {
            MultiMap headers = HttpHeaders.headers().addAll(response.headers());
            ForwardedHeaders.clean(headers);
            answer.tryComplete(new Origin.Answer(response.statusCode(), headers, body));
        });
        return answer.future();
    }
}
