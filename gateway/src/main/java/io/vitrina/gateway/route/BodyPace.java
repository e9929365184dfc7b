package io.vitrina.gateway.route;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Whether a body comes fast enough: its client has some time, and more with each byte, but never for ever. */
final class BodyPace {

    private static final long MILLI = 1_000_000L;
    private static final double SECOND = 1e9;

    private final Vertx vertx;
    private final long graceNanos;
    private final long bytesPerSecond;
    private final Runnable onLate;
    private final long startedNanos = System.nanoTime();
    private long heldNanos;
    private long heldSinceNanos;
    private boolean held;
    private boolean over;
    private long seen;
    private long timer;

    /**
     * @param grace what any body may take
     * @param bytesPerSecond what a long one must keep up with beyond
     * @param onLate called once, when the client was too slow
     */
    BodyPace(Vertx vertx, Duration grace, long bytesPerSecond, Runnable onLate) {
        this.vertx = vertx;
        this.graceNanos = grace.toNanos();
        this.bytesPerSecond = bytesPerSecond;
        this.onLate = onLate;
        watch(graceNanos);
    }

    private void watch(long nanos) {
        timer = vertx.setTimer(nanos / MILLI + 1, ignored -> look());
    }

    private void look() {
        long left =
                graceNanos + (long) (seen * SECOND / bytesPerSecond) - (System.nanoTime() - startedNanos - heldNanos);
        if (held) {
            watch(graceNanos);
        } else if (left > 0) {
            watch(left);
        } else {
            over = true;
            onLate.run();
        }
    }

    void received(int bytes) {
        seen += bytes;
    }

    /** From now on it is not the client who is waited for. */
    void hold() {
        if (!held) {
            held = true;
            heldSinceNanos = System.nanoTime();
        }
    }

    void goOn() {
        if (held) {
            held = false;
            heldNanos += System.nanoTime() - heldSinceNanos;
        }
    }

    /** Whether the client is who is waited for. */
    boolean waitsForClient() {
        return !held && !over;
    }

    void end() {
        over = true;
        vertx.cancelTimer(timer);
    }
}
