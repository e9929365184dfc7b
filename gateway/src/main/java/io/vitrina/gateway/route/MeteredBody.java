package io.vitrina.gateway.route;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;

/** The body of a request: it passes as it comes, until it is too long. */
final class MeteredBody implements ReadStream<Buffer> {

    private final HttpServerRequest source;
    private final long limit;
    private final Runnable onChunk;
    private final Runnable onExcess;
    private long seen;
    private Handler<Throwable> failed;

    /**
     * @param limit bytes that may pass
     * @param onChunk called for each piece that passes
     * @param onExcess called once, before the stream fails
     */
    MeteredBody(HttpServerRequest source, long limit, Runnable onChunk, Runnable onExcess) {
        this.source = source;
        this.limit = limit;
        this.onChunk = onChunk;
        this.onExcess = onExcess;
    }

    @Override
    public MeteredBody handler(Handler<Buffer> handler) {
        source.handler(handler == null ? null : chunk -> count(chunk, handler));
        return this;
    }

    private void count(Buffer chunk, Handler<Buffer> handler) {
        boolean fitted = seen <= limit;
        seen += chunk.length();
        if (seen <= limit) {
            onChunk.run();
            handler.handle(chunk);
        } else if (fitted) {
            onExcess.run();
            if (failed != null) {
                failed.handle(new BodyTooLargeException());
            }
        }
    }

    @Override
    public MeteredBody exceptionHandler(Handler<Throwable> handler) {
        failed = handler;
        source.exceptionHandler(handler);
        return this;
    }

    @Override
    public MeteredBody pause() {
        source.pause();
        return this;
    }

    @Override
    public MeteredBody resume() {
        source.resume();
        return this;
    }

    @Override
    public MeteredBody fetch(long amount) {
        source.fetch(amount);
        return this;
    }

    @Override
    public MeteredBody endHandler(Handler<Void> handler) {
        source.endHandler(handler);
        return this;
    }

    private static final class BodyTooLargeException extends RuntimeException {

        BodyTooLargeException() {
            super("the body is too large", null, false, false);
        }
    }
}
