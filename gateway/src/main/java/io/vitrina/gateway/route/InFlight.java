package io.vitrina.gateway.route;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The calls that have been let in and not yet answered. */
final class InFlight {

    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean draining;

    void begin() {
        calls.incrementAndGet();
    }

    void end() {
        if (calls.decrementAndGet() == 0 && draining) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    int count() {
        return calls.get();
    }

    /** From now on each answer asks its client to open another connection, which leads to another gateway. */
    void drain() {
        draining = true;
    }

    boolean draining() {
        return draining;
    }

    /** Waits until all calls have been answered; false when they have not been in time. */
    boolean awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            while (calls.get() > 0) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }
}
