package io.vitrina.gateway.route;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all bodies waiting to be whole may take together; once they are spent, bodies pass as they come. */
final class BodyMemory {

    private final AtomicLong left;

    BodyMemory(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    boolean take(int bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    void giveBack(int bytes) {
        left.addAndGet(bytes);
    }

    long left() {
        return left.get();
    }
}
