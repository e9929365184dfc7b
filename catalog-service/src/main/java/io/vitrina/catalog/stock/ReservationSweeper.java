package io.vitrina.catalog.stock;

import io.quarkus.scheduler.Scheduled;
import io.vitrina.catalog.config.CatalogConfig;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Puts expired reservations back on sale. Any number of replicas may run it: each takes rows that no other has. */
@ApplicationScoped
class ReservationSweeper {

    private static final Logger LOG = Logger.getLogger(ReservationSweeper.class);

    private final ReservationService reservations;
    private final int batch;

    ReservationSweeper(ReservationService reservations, CatalogConfig config) {
        this.reservations = reservations;
        this.batch = config.reservations().sweepBatch();
    }

    @Scheduled(
            every = "${vitrina.catalog.reservations.sweep-every:5S}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        int expired;
        do {
            expired = reservations.expireDue(batch);
            if (expired > 0) {
                LOG.infof("%d reservations expired", expired);
            }
        } while (expired == batch);
    }
}
