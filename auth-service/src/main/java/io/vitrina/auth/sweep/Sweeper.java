package io.vitrina.auth.sweep;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Clears away what is over; any number of replicas may do so at once. */
@Singleton
class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    private final SweepService service;

    Sweeper(SweepService service) {
        this.service = service;
    }

    @Scheduled(
            every = "${vitrina.auth.sweep.every:60s}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        for (Leftover leftover : Leftover.values()) {
            int swept;
            do {
                swept = service.sweep(leftover);
                if (swept > 0) {
                    LOG.debugf("swept %d of %s", swept, leftover);
                }
            } while (swept == SweepService.BATCH);
        }
    }
}
