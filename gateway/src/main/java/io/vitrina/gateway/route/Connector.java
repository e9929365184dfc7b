package io.vitrina.gateway.route;

import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Gets a connection to one of a service's addresses; while none stands, another address is tried. */
final class Connector {

    private static final Logger LOG = Logger.getLogger(Connector.class);

    private static final long MILLI = 1_000_000L;

    private final HttpClient client;

    /** @param client of one event loop, with a pool of its own and the time a connection may take to stand */
    Connector(HttpClient client) {
        this.client = client;
    }

    HttpClient client() {
        return client;
    }

    /**
     * @param patience until the service must have begun to answer
     * @return a request of which nothing has been sent; fails with {@link Failures.NotReachedException}
     */
    Future<Connected> open(Upstream upstream, Duration patience) {
        return open(upstream, null, upstream.size(), System.nanoTime() + patience.toNanos(), patience);
    }

    private Future<Connected> open(
            Upstream upstream, Upstream.Address failed, int tries, long deadlineNanos, Duration patience) {
        long leftMillis = Math.max(1, (deadlineNanos - System.nanoTime()) / MILLI);
        Upstream.Address chosen = upstream.choose(failed);
        RequestOptions options = new RequestOptions()
                .setHost(chosen.host())
                .setPort(chosen.port())
                .setSsl(chosen.tls())
                // This one counts the wait for a place in the pool as well: a burst queues there, and is not refused.
                .setConnectTimeout(leftMillis)
                .setIdleTimeout(patience.toMillis());
        return client.request(options)
                .map(request -> {
                    // What goes wrong is told by the answer's future; without a handler it would be logged too.
                    request.exceptionHandler(e -> LOG.debugf("call to a service failed: %s", e));
                    chosen.reached();
                    chosen.begin();
                    return new Connected(request, chosen);
                })
                .recover(cause -> {
                    // Neither of the two says anything about the address: only that everybody goes there.
                    if (!(cause instanceof ConnectionPoolTooBusyException || cause instanceof TimeoutException)) {
                        chosen.unreachable();
                    }
                    return tries > 1 && deadlineNanos - System.nanoTime() > 0
                            ? open(upstream, chosen, tries - 1, deadlineNanos, patience)
                            : Future.failedFuture(new Failures.NotReachedException(cause));
                });
    }

    /**
     * A request of which nothing has been sent yet.
     *
     * @param request to be sent
     * @param address where it goes; to be told when it has ended
     */
    record Connected(HttpClientRequest request, Upstream.Address address) {}
}
