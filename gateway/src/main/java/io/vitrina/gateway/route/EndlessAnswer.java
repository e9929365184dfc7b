package io.vitrina.gateway.route;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.httpproxy.ProxyResponse;

/**
 * An answer of unknown length to a client of HTTP/1.0, who knows no chunks: the end of the connection is the end of the
 * body. The proxy would keep all of it in memory, for as long as it grows.
 */
final class EndlessAnswer {

    private EndlessAnswer() {}

    /** @param answer with a body */
    static Future<Void> send(Exchange exchange, ProxyResponse answer) {
        HttpServerResponse response = exchange.response();
        answer.headers().remove(HttpHeaders.TRANSFER_ENCODING).remove(HttpHeaders.DATE);
        response.setStatusCode(answer.getStatusCode()).headers().addAll(answer.headers());
        exchange.last();
        return answer.getBody().stream()
                .pipe()
                .endOnFailure(false)
                .to(response)
                .onComplete(ignored -> exchange.request().connection().close());
    }
}
