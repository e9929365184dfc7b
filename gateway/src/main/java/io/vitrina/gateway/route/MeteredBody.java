package io.vitrina.gateway.route;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vitrina.kit.problem.Problems;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The body of a request: its beginning is read before a service is bothered with it, which for most is all of it; the
 * rest passes as it comes, until it is too long or too slow.
 */
final class MeteredBody implements ReadStream<Buffer> {

    private final HttpServerRequest source;
    private final BodyMemory memory;
    private final BodyPace pace;
    private final long limit;
    private final Consumer<Problems> onRefusal;
    private Runnable onChunk = () -> {};
    private long seen;
    private boolean ended;
    private boolean refused;
    private Throwable broken;

    /** What has been read ahead; null when it has been passed on. */
    private Buffer first = Buffer.buffer();

    private int firstLength;
    private int reserved;

    /** Null when enough has been read ahead. */
    private Promise<Void> ready;

    private boolean paused = true;
    private Handler<Buffer> target;
    private Handler<Void> targetEnd;
    private Handler<Throwable> failed;

    /**
     * @param source paused
     * @param limits what the body may have and take
     * @param memory where reading ahead is to be paid for
     * @param onRefusal called once, before the stream fails
     */
    MeteredBody(Vertx vertx, HttpServerRequest source, Limits limits, BodyMemory memory, Consumer<Problems> onRefusal) {
        this.source = source;
        this.limit = limits.bytes;
        this.memory = memory;
        this.onRefusal = onRefusal;
        this.pace = new BodyPace(vertx, limits.grace, limits.bytesPerSecond, () -> refuse(Problems.REQUEST_TIMEOUT));
        source.handler(this::received);
        source.endHandler(ignored -> end());
        source.exceptionHandler(this::fail);
    }

    /**
     * @param most bytes to read; fewer where the body has fewer
     * @return when they are there; fails when the body was refused or broke off before
     */
    Future<Void> readAhead(int most) {
        reserved = memory.take(most) ? most : 0;
        firstLength = reserved;
        if (reserved == 0) {
            pace.hold();
            return Future.succeededFuture();
        }
        ready = Promise.promise();
        Future<Void> read = ready.future();
        source.resume();
        return read;
    }

    /** @param called for each piece that passes */
    void onChunk(Runnable called) {
        onChunk = called;
    }

    /** Nobody wants the rest; the source is somebody else's from now on. */
    void abandon() {
        pace.end();
        release();
    }

    /** Whether the client broke off, or sent what is no body. */
    boolean isBroken() {
        return broken != null && !refused;
    }

    boolean isEnded() {
        return ended;
    }

    /** Whether nothing but the client keeps the call from going on. */
    boolean waitsForClient() {
        return !ended && pace.waitsForClient();
    }

    private void received(Buffer chunk) {
        if (refused) {
            return;
        }
        seen += chunk.length();
        pace.received(chunk.length());
        if (seen > limit) {
            refuse(Problems.CONTENT_TOO_LARGE);
        } else if (ready != null) {
            first.appendBuffer(chunk);
            if (first.length() >= firstLength) {
                source.pause();
                pace.hold();
                isReady();
            }
        } else if (target != null) {
            onChunk.run();
            target.handle(chunk);
        }
    }

    private void end() {
        ended = true;
        pace.end();
        if (ready != null) {
            isReady();
        } else if (!refused && targetEnd != null && first == null) {
            targetEnd.handle(null);
        }
    }

    private void isReady() {
        Promise<Void> read = ready;
        ready = null;
        read.complete();
    }

    private void fail(Throwable cause) {
        broken = cause;
        pace.end();
        release();
        if (ready != null) {
            ready.fail(cause);
            ready = null;
        } else if (failed != null) {
            failed.handle(cause);
        }
    }

    private void refuse(Problems kind) {
        refused = true;
        onRefusal.accept(kind);
        fail(new RefusedException(kind));
    }

    private void release() {
        memory.giveBack(reserved);
        reserved = 0;
        first = null;
    }

    @Override
    public MeteredBody handler(Handler<Buffer> handler) {
        target = handler;
        return this;
    }

    @Override
    public MeteredBody exceptionHandler(Handler<Throwable> handler) {
        failed = handler;
        if (broken != null && handler != null) {
            handler.handle(broken);
        }
        return this;
    }

    @Override
    public MeteredBody endHandler(Handler<Void> handler) {
        targetEnd = handler;
        return this;
    }

    @Override
    public MeteredBody pause() {
        paused = true;
        if (!ended) {
            pace.hold();
            source.pause();
        }
        return this;
    }

    @Override
    public MeteredBody resume() {
        paused = false;
        if (first != null) {
            passFirst();
        }
        if (!paused && !ended && broken == null) {
            pace.goOn();
            source.resume();
        }
        return this;
    }

    private void passFirst() {
        Buffer read = first;
        release();
        if (target != null && read.length() > 0) {
            target.handle(read);
        }
        if (ended && targetEnd != null) {
            targetEnd.handle(null);
        }
    }

    @Override
    public MeteredBody fetch(long amount) {
        return resume();
    }

    /**
     * @param bytes it may have
     * @param grace it may take
     * @param bytesPerSecond it must keep up with beyond
     */
    record Limits(long bytes, Duration grace, long bytesPerSecond) {}

    private static final class RefusedException extends RuntimeException {

        RefusedException(Problems kind) {
            super("the body was refused: " + kind.slug(), null, false, false);
        }
    }
}
