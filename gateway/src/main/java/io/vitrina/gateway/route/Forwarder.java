package io.vitrina.gateway.route;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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
import io.vitrina.gateway.config.ServiceName;
import io.vitrina.kit.problem.Problem;
import io.vitrina.kit.problem.Problems;
import io.vitrina.kit.request.TraceParent;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Passes a call on to a service and its answer back, both as they come. Only the beginning of a body is held in memory:
 * a client who sends it slowly, or not at all, is to occupy no connection that others wait for.
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

    /** Bytes of a body that are read before a connection to a service is taken for it: most bodies are shorter. */
    private static final int READ_AHEAD = 64 * 1024;

    private final Vertx vertx;
    private final Doors doors;
    private final Connector connector;

    /** @param connector of the event loop this forwarder works on */
    Forwarder(Vertx vertx, Doors doors, Connector connector) {
        this.vertx = vertx;
        this.doors = doors;
        this.connector = connector;
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

        /** Null when the call has none. */
        private MeteredBody body;

        private HttpClientRequest sent;

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
                sent = connected.request();
                sending = sent;
                return sent;
            });
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            request.setURI(target);
            ForwardedHeaders.rewrite(request.headers(), exchange);
            return takeBody(request)
                    .compose(ignored -> context.sendRequest())
                    .onSuccess(ignored -> address.answered())
                    .recover(cause ->
                            sent == null ? answerAlone(cause) : Future.succeededFuture(explain(request, cause)));
        }

        /** Reads its beginning; fails when that is all that will be read of it. */
        private Future<Void> takeBody(ProxyRequest request) {
            HttpServerRequest incoming = exchange.request();
            if (!RequestHead.hasBody(incoming)) {
                request.setBody(null);
                return Future.succeededFuture();
            }
            body = new MeteredBody(vertx, incoming, doors.bodyLimits(bodyLimit), doors.bodyMemory(), this::refuseBody);
            body.onChunk(this::stillSending);
            long length = length();
            request.setBody(Body.body(body, length));
            return body.readAhead((int) Math.min(length > 0 ? length : READ_AHEAD, READ_AHEAD));
        }

        /** Of the body, as the service is told; -1 for one in chunks. */
        private long length() {
            HttpServerRequest incoming = exchange.request();
            String length = incoming.getHeader(HttpHeaders.CONTENT_LENGTH);
            if (length == null) {
                // HTTP/2 needs no word for it; the service, spoken to in HTTP/1, does.
                incoming.headers().set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
                return -1;
            }
            return Long.parseLong(length);
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            sending = null;
            boolean changed = !exchange.isRead() && context.response().getStatusCode() < 400;
            if (changed && upstream.service() == ServiceName.CATALOG) {
                // Whoever has just changed the catalogue through this gateway sees it changed.
                doors.cache().clear();
            }
            MultiMap headers = context.response().headers();
            if (address != null && context.response().getStatusCode() < 400 && saysGoodbye(headers)) {
                address.leaving();
            }
            ForwardedHeaders.clean(headers);
            Answers.policy(exchange, headers.get(Answers.POLICY), headers.get(HttpHeaders.CONTENT_TYPE));
            exchange.traceParent(sent == null ? null : sent.headers().get(TraceParent.HEADER));
            // Inside the chain: should the answer be one that can't be written, its address is given back all the same.
            return Future.succeededFuture(context).compose(this::sendResponse).onComplete(done -> {
                if (address != null) {
                    address.end();
                }
                leaveBody(exchange.refusal() != null);
                if (done.failed()) {
                    LOG.debugf("request %s: the answer broke off: %s", exchange.requestId(), done.cause());
                }
            });
        }

        private Future<Void> sendResponse(ProxyContext context) {
            // With a reason told Vert.x doesn't know a 304 for what it is, and promises chunks some clients wait for.
            context.response().setStatusMessage(null);
            Body answer = context.response().getBody();
            boolean endless = answer != null && answer.length() < 0;
            return endless && exchange.request().version() == HttpVersion.HTTP_1_0
                    ? EndlessAnswer.send(exchange, context.response()).onFailure(ignored -> sent.reset())
                    : context.sendResponse();
        }

        /** The service is to begin its answer in time after the body's end, not after its beginning. */
        private void stillSending() {
            long now = System.nanoTime();
            if (sending != null && now - waitingSinceNanos > REARM_NANOS) {
                waitingSinceNanos = now;
                sending.idleTimeout(patience.toMillis());
            }
        }

        /** The answer is out: what is still to come of the body is of no use to anybody. */
        private void leaveBody(boolean last) {
            if (body != null && !body.isEnded()) {
                body.abandon();
                if (sent != null) {
                    sent.reset();
                }
                Leftovers.drain(vertx, exchange.request(), last);
            }
        }

        private void refuseBody(Problems kind) {
            exchange.refuse(kind);
            if (kind == Problems.REQUEST_TIMEOUT) {
                doors.metrics().bodyTooSlow();
            }
        }

        private String detailOf(Problems kind) {
            return kind == Problems.CONTENT_TOO_LARGE
                    ? "the body may have at most " + bodyLimit + " bytes"
                    : Failures.detailOf(kind);
        }

        /** Whose fault it is. A service is not to be blamed for a client who lets it wait. */
        private Problems kindOf(Throwable cause) {
            if (exchange.refusal() != null) {
                return exchange.refusal();
            }
            if (body != null && body.isBroken()) {
                return Problems.BAD_REQUEST;
            }
            Problems kind = Failures.kindOf(cause);
            if (kind == Problems.GATEWAY_TIMEOUT && body != null && body.waitsForClient()) {
                refuseBody(Problems.REQUEST_TIMEOUT);
                return Problems.REQUEST_TIMEOUT;
            }
            return kind;
        }

        private Problems note(Throwable cause) {
            Problems kind = kindOf(cause);
            if (kind == Problems.GATEWAY_TIMEOUT && address != null) {
                address.silent();
            }
            if (kind.status() >= 500 && !exchange.response().closed()) {
                doors.metrics().upstreamFailed(upstream.service(), kind);
                doors.log()
                        .about(
                                exchange,
                                () -> LOG.warnf(
                                        "no answer of the %s: %s",
                                        upstream.service().label(),
                                        cause.getClass().getSimpleName()));
            }
            return kind;
        }

        /**
         * No service has seen the call, and the proxy, which is not made for that, has nothing left to do.
         *
         * @return never completes
         */
        private Future<ProxyResponse> answerAlone(Throwable cause) {
            Problems kind = note(cause);
            if (!exchange.response().closed()) {
                if (kind == Problems.UNAVAILABLE) {
                    exchange.response().putHeader(Answers.RETRY_AFTER, "1");
                }
                if (kind.status() < 500) {
                    Answers.last(exchange, kind, detailOf(kind));
                } else {
                    Answers.problem(exchange, kind, detailOf(kind));
                }
                leaveBody(kind.status() < 500);
            } else if (body != null) {
                body.abandon();
            }
            return Promise.<ProxyResponse>promise().future();
        }

        private ProxyResponse explain(ProxyRequest request, Throwable cause) {
            Problems kind = note(cause);
            // Left as it is, it would hold its place in the pool until it times out, whatever it was that failed.
            sent.reset();
            ProxyResponse response = request.release().response();
            response.setStatusCode(kind.status());
            response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            if (kind.status() < 500) {
                exchange.last();
            }
            Buffer body = Buffer.buffer(
                    Problem.of(kind, detailOf(kind), exchange.requestId()).toJson());
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
            return response.setBody(exchange.isHead() ? null : Body.body(body));
        }
    }

    private static boolean saysGoodbye(MultiMap headers) {
        return headers.contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    }
}
