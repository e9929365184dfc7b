package io.vitrina.gateway.route;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The rest of a body that nobody will read, after its request has been answered.
 *
 * <p>Closed at once, a connection with unread bytes is reset, and the client may never see the answer; read to the end,
 * it is held for as long as the client likes. So a little is read and thrown away, and then the connection goes.
 */
final class Leftovers {

    private static final long TICK_MILLIS = 250;

    /** A client silent for so long has either read the answer or waits for the end of the connection. */
    private static final int QUIET_TICKS = 4;

    private static final int MAX_TICKS = 20;

    /** Somewhat more than the largest body there is: whoever sends too large a one is to hear so, not a reset. */
    private static final long MAX_BYTES = 128L * 1024 * 1024;

    /** "Nothing is wrong": the rest of the stream is just not needed. */
    private static final long H2_NO_ERROR = 0;

    private final HttpServerRequest request;
    private final boolean thenClose;
    private long timer;
    private int ticks;
    private int quiet;
    private long bytes;

    private Leftovers(HttpServerRequest request, boolean thenClose) {
        this.request = request;
        this.thenClose = thenClose;
    }

    /**
     * @param request that has been answered
     * @param thenClose whether the connection is to go even when the body does come to its end
     */
    static void drain(Vertx vertx, HttpServerRequest request, boolean thenClose) {
        if (!request.isEnded()) {
            new Leftovers(request, thenClose).start(vertx);
        } else if (thenClose && request.version() != HttpVersion.HTTP_2) {
            request.connection().close();
        }
    }

    private void start(Vertx vertx) {
        timer = vertx.setPeriodic(TICK_MILLIS, ignored -> tick(vertx));
        request.exceptionHandler(ignored -> vertx.cancelTimer(timer));
        request.endHandler(ignored -> {
            vertx.cancelTimer(timer);
            if (thenClose && request.version() != HttpVersion.HTTP_2) {
                request.connection().close();
            }
        });
        request.handler(chunk -> {
            bytes += chunk.length();
            quiet = 0;
            if (bytes > MAX_BYTES) {
                end(vertx);
            }
        });
        request.resume();
    }

    private void tick(Vertx vertx) {
        ticks++;
        quiet++;
        if (quiet > QUIET_TICKS || ticks > MAX_TICKS) {
            end(vertx);
        }
    }

    private void end(Vertx vertx) {
        vertx.cancelTimer(timer);
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(H2_NO_ERROR);
        } else {
            request.connection().close();
        }
    }
}
