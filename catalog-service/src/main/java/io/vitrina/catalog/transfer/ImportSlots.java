package io.vitrina.catalog.transfer;

import io.vitrina.catalog.config.CatalogConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** How many imports may run at once in this process, waited for or not. */
@ApplicationScoped
class ImportSlots {

    private final Semaphore free;

    ImportSlots(CatalogConfig config) {
        this.free = new Semaphore(config.imports().concurrent(), true);
    }

    /** To be closed when the import has ended. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    Slot take() throws InterruptedException {
        free.acquire();
        return free::release;
    }

    /** Empty when none is free. */
    Optional<Slot> tryTake() {
        return free.tryAcquire() ? Optional.of(free::release) : Optional.empty();
    }
}
