package io.vitrina.catalog.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The turns at the database, one set for the process. */
@ApplicationScoped
class Turns {

    private final Semaphore free;
    private final long waitMillis;
    private final ThreadLocal<Boolean> held = new ThreadLocal<>();

    Turns(CatalogConfig config) {
        // Fair, so that a burst does not starve whoever came before it.
        this.free = new Semaphore(config.concurrentCalls(), true);
        this.waitMillis = config.callWait().toMillis();
    }

    boolean held() {
        return held.get() != null;
    }

    boolean tryTake() throws InterruptedException {
        boolean taken = free.tryAcquire(waitMillis, TimeUnit.MILLISECONDS);
        if (taken) {
            held.set(true);
        }
        return taken;
    }

    void giveBack() {
        held.remove();
        free.release();
    }
}
