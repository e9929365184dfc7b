package io.vitrina.catalog.stock;

import io.vitrina.catalog.config.DatabaseException;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs each command again, in a transaction of its own, when the database broke it off in favour of another one. */
@ApplicationScoped
class ReservationCommands {

    private static final Logger LOG = Logger.getLogger(ReservationCommands.class);
    private static final int TRIES = 4;
    private static final long MAX_PAUSE_MILLIS = 20;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ReservationService service;

    ReservationCommands(ReservationService service) {
        this.service = service;
    }

    Reservation reserve(UUID orderId, List<Reservation.Line> lines, long ttlSeconds) {
        return again(() -> service.reserve(orderId, lines, ttlSeconds));
    }

    Reservation commit(UUID orderId) {
        return again(() -> service.commitHeld(orderId).orElseGet(() -> service.commit(orderId)));
    }

    Reservation release(UUID orderId) {
        return again(() -> service.release(orderId));
    }

    Reservation takeBack(UUID orderId) {
        return again(() -> service.takeBack(orderId));
    }

    private static Reservation again(Supplier<Reservation> command) {
        for (int left = TRIES - 1; ; left--) {
            try {
                return command.get();
            } catch (StockCameBack e) {
                if (left == 0) {
                    throw ProblemException.unavailable("the stock changes too fast", RETRY_AFTER);
                }
            } catch (RuntimeException e) {
                if (left == 0 || !DatabaseException.isRetryable(e)) {
                    throw e;
                }
                LOG.debugf("trying again after %s", e.getMessage());
            }
            long pause = ThreadLocalRandom.current().nextLong(1, MAX_PAUSE_MILLIS);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
        }
    }
}
