package io.vitrina.gateway.route;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vitrina.gateway.limit.Limiter;
import io.vitrina.kit.problem.Problems;

/**
 * Answers what could not even be read as HTTP, with the body of every other error, and hangs up.
 *
 * <p>It is counted like any other call, by whoever opened the connection: no header of it can be believed.
 */
final class MalformedRequests implements Handler<HttpServerRequest> {

    /** What metrics and logs call the address of such a request. */
    private static final String TEMPLATE = "malformed";

    private final Vertx vertx;
    private final Doors doors;
    private final Connections connections;

    MalformedRequests(Vertx vertx, Doors doors, Connections connections) {
        this.connections = connections;
        this.vertx = vertx;
        this.doors = doors;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Problems kind;
        String detail;
        if (cause instanceof TooLongHttpLineException) {
            kind = Problems.URI_TOO_LONG;
            detail = "the request target may have at most " + doors.maxUri() + " characters";
        } else if (cause instanceof TooLongHttpHeaderException) {
            kind = Problems.HEADERS_TOO_LARGE;
            detail = "the request headers may have at most " + doors.maxHeaders() + " bytes";
        } else {
            kind = Problems.BAD_REQUEST;
            detail = "the request is not well-formed HTTP";
        }
        Exchange exchange = new Exchange(request);
        exchange.template(TEMPLATE);
        doors.watch(exchange, connections);
        Answers.common(exchange);
        Answers.transport(exchange);
        count(exchange);
        Answers.hangUp(exchange, vertx, kind, detail);
    }

    private void count(Exchange exchange) {
        Limiter limiter = doors.limiter();
        if (!limiter.enabled()) {
            return;
        }
        String peer = ClientAddress.network(exchange.request().remoteAddress().hostAddress());
        Limiter.Decision decision = limiter.decide(new Limiter.Caller(peer, peer, false));
        Answers.limits(exchange, decision);
        if (!decision.verdict().allowed()) {
            exchange.overLimit(true);
            doors.metrics().refused(decision.verdict().policy());
        }
    }
}
