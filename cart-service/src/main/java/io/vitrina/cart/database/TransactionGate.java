package io.vitrina.cart.database;

import io.vitrina.cart.config.CartConfig;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The one door of the process to the connection pool. */
@ApplicationScoped
class TransactionGate {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Semaphore permits;

    TransactionGate(CartConfig config) {
        this.permits = new Semaphore(config.maxTransactions(), true);
    }

    void enter() throws InterruptedException {
        if (!permits.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw ProblemException.unavailable("too much to do at the moment", Duration.ofSeconds(1));
        }
    }

    void leave() {
        permits.release();
    }
}
