package io.vitrina.catalog.stock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.vitrina.catalog.config.CatalogConfig;
import io.vitrina.kit.database.DatabaseFaults;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Puts expired reservations back on sale. Any number of replicas may run it: each takes rows that no other has.
 *
 * <p>One that can't be given back, because the counters of its products disagree with it, keeps no other from its end. It
 * is told once, and tried again at each sweep until somebody has repaired the stock.
 */
@ApplicationScoped
class ReservationSweeper {

    private static final Logger LOG = Logger.getLogger(ReservationSweeper.class);

    private final ReservationService reservations;
    private final int batch;
    /** Those that the last sweep could not give back. */
    private final Set<UUID> stuck = ConcurrentHashMap.newKeySet();

    ReservationSweeper(ReservationService reservations, CatalogConfig config, MeterRegistry meters) {
        this.reservations = reservations;
        this.batch = config.reservations().sweepBatch();
        Gauge.builder("vitrina.reservations.stuck", stuck, Set::size)
                .description("Expired reservations that can't be given back until the stock is repaired")
                .register(meters);
    }

    @Scheduled(
            every = "${vitrina.catalog.reservations.sweep-every:5S}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        try {
            int expired;
            do {
                expired = reservations.expireDue(batch);
                tell(expired);
            } while (expired == batch);
            stuck.clear();
        } catch (RuntimeException e) {
            throwIfPassing(e);
            sweepOneByOne();
        }
    }

    private void sweepOneByOne() {
        Set<UUID> failed = new HashSet<>();
        List<UUID> due;
        do {
            due = reservations.due(batch, failed);
            tell((int) due.stream().filter(id -> expire(id, failed)).count());
        } while (due.size() == batch);
        stuck.retainAll(failed);
    }

    private boolean expire(UUID id, Set<UUID> failed) {
        try {
            reservations.expire(id);
            return true;
        } catch (RuntimeException e) {
            throwIfPassing(e);
            failed.add(id);
            if (stuck.add(id)) {
                LOG.errorf(e, "reservation %s can't be given back: does the stock of its products add up?", id);
            }
            return false;
        }
    }

    /** Being busy, or without a database, is no reservation's fault: the next sweep goes on. */
    private static void throwIfPassing(RuntimeException e) {
        if (e instanceof ProblemException || DatabaseFaults.isPassing(e)) {
            throw e;
        }
    }

    private static void tell(int expired) {
        if (expired > 0) {
            LOG.infof("%d reservations expired", expired);
        }
    }
}
