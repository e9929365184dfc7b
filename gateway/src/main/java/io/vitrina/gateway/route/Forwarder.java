package io.vitrina.gateway.route;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import io.vitrina.gateway.cache.EdgeCache;
import io.vitrina.gateway.config.ServiceName;
import io.vitrina.kit.problem.Problem;
import io.vitrina.kit.problem.Problems;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Passes a call on to a service and its answer back, both as they come, never held in memory.
 *
 * <p>Nothing is ever sent twice. What is tried twice is the connection: while none stands, no service has seen
 * anything of the call, whatever its method.
 */
final class Forwarder {

    private static final Logger LOG = Logger.getLogger(Forwarder.class);

    /** How exactly a service's time is measured while a body is on its way. */
    private static final long REARM_NANOS = 100_000_000L;

    /** A tunnel would carry whatever it likes past everything that is checked here; no service speaks WebSocket. */
    private static final ProxyOptions OPTIONS = new ProxyOptions().setSupportWebSocket(false);

    private final Connector connector;
    private final EdgeCache cache;
    private final GatewayMetrics metrics;

    /** @param connector of the event loop this forwarder works on */
    Forwarder(Connector connector, EdgeCache cache, GatewayMetrics metrics) {
        this.connector = connector;
        this.cache = cache;
        this.metrics = metrics;
    }

    /**
     * @param target path and query for the service
     * @param bodyLimit bytes the body may have
     * @param patience until the service must have begun to answer
     */
    void forward(Exchange exchange, Upstream upstream, String target, long bodyLimit, Duration patience) {
        exchange.request().pause();
        Passage passage = new Passage(exchange, upstream, target, bodyLimit, patience);
        HttpProxy.reverseProxy(OPTIONS, connector.client())
                .origin(passage::connect)
                .addInterceptor(passage)
                .handle(exchange.request());
    }

    /** One call on its way to a service and back. */
    private final class Passage implements ProxyInterceptor {

        private final Exchange exchange;
        private final Upstream upstream;
        private final String target;
        private final long bodyLimit;
        private final Duration patience;
        private Upstream.Address address;

        /** Null when there is nothing to be waited for any more. */
        private HttpClientRequest sending;

        private long waitingSinceNanos = System.nanoTime();

        Passage(Exchange exchange, Upstream upstream, String target, long bodyLimit, Duration patience) {
            this.exchange = exchange;
            this.upstream = upstream;
            this.target = target;
            this.bodyLimit = bodyLimit;
            this.patience = patience;
        }

        Future<HttpClientRequest> connect(ProxyContext context) {
            return connector.open(upstream, patience).map(connected -> {
                address = connected.address();
                sending = connected.request();
                return sending;
            });
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            request.setURI(target);
            ForwardedHeaders.rewrite(request.headers(), exchange);
            HttpServerRequest incoming = exchange.request();
            if (!hasBody(incoming)) {
                request.setBody(null);
            } else {
                String length = incoming.getHeader(HttpHeaders.CONTENT_LENGTH);
                if (length == null) {
                    // HTTP/2 needs no word for it; the service, spoken to in HTTP/1, does.
                    incoming.headers().set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
                }
                MeteredBody body = new MeteredBody(incoming, bodyLimit, this::stillSending, this::refuseBody);
                request.setBody(Body.body(body, length == null ? -1 : Long.parseLong(length)));
            }
            return context.sendRequest().recover(cause -> Future.succeededFuture(explain(request, cause)));
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            sending = null;
            boolean changed = !exchange.isRead() && context.response().getStatusCode() < 400;
            if (changed && upstream.service() == ServiceName.CATALOG) {
                // Whoever has just changed the catalogue through this gateway sees it changed.
                cache.clear();
            }
            MultiMap headers = context.response().headers();
            if (address != null && context.response().getStatusCode() < 400 && saysGoodbye(headers)) {
                address.leaving();
            }
            ForwardedHeaders.clean(headers);
            Answers.policy(exchange, headers.get(Answers.POLICY), headers.get(HttpHeaders.CONTENT_TYPE));
            return context.sendResponse().onComplete(done -> {
                if (address != null) {
                    address.end();
                }
                if (done.failed()) {
                    LOG.debugf("request %s: the answer broke off: %s", exchange.requestId(), done.cause());
                }
            });
        }

        /** The service is to begin its answer in time after the body's end, not after its beginning. */
        private void stillSending() {
            long now = System.nanoTime();
            if (sending != null && now - waitingSinceNanos > REARM_NANOS) {
                waitingSinceNanos = now;
                sending.idleTimeout(patience.toMillis());
            }
        }

        private void refuseBody() {
            exchange.refuse("the body may have at most " + bodyLimit + " bytes");
        }

        private ProxyResponse explain(ProxyRequest request, Throwable cause) {
            Problems kind = exchange.refusal() != null ? Problems.CONTENT_TOO_LARGE : Failures.kindOf(cause);
            if (kind.status() >= 500) {
                metrics.upstreamFailed(upstream.service(), kind);
                LOG.warnf(
                        "request %s: %s: %s",
                        exchange.requestId(),
                        upstream.service().label(),
                        cause.getClass().getSimpleName());
            }
            ProxyResponse response = request.release().response();
            response.setStatusCode(kind.status());
            response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            if (kind == Problems.UNAVAILABLE) {
                response.putHeader(Answers.RETRY_AFTER, "1");
            }
            String detail = exchange.refusal() != null ? exchange.refusal() : Failures.detailOf(kind);
            response.setBody(Body.body(
                    Buffer.buffer(Problem.of(kind, detail, exchange.requestId()).toJson())));
            return response;
        }
    }

    private static boolean saysGoodbye(MultiMap headers) {
        return headers.contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    }

    private static boolean hasBody(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return !length.equals("0");
        }
        return headers.contains(HttpHeaders.TRANSFER_ENCODING)
                || request.version() == HttpVersion.HTTP_2 && !request.isEnded();
    }
}
