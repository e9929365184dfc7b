package io.vitrina.gateway.route;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vitrina.kit.problem.Problems;

/** Answers what could not even be read as HTTP, with the body of every other error, and hangs up. */
final class MalformedRequests implements Handler<HttpServerRequest> {

    private final Vertx vertx;
    private final long maxHeaders;
    private final long maxUri;

    MalformedRequests(Vertx vertx, long maxHeaders, long maxUri) {
        this.vertx = vertx;
        this.maxHeaders = maxHeaders;
        this.maxUri = maxUri;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Problems kind;
        String detail;
        if (cause instanceof TooLongHttpLineException) {
            kind = Problems.URI_TOO_LONG;
            detail = "the request target may have at most " + maxUri + " characters";
        } else if (cause instanceof TooLongHttpHeaderException) {
            kind = Problems.HEADERS_TOO_LARGE;
            detail = "the request headers may have at most " + maxHeaders + " bytes";
        } else {
            kind = Problems.BAD_REQUEST;
            detail = "the request is not well-formed HTTP";
        }
        Exchange exchange = new Exchange(request);
        Answers.common(exchange);
        Answers.hangUp(exchange, vertx, kind, detail);
    }
}
