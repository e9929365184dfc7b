package io.vitrina.catalog.config;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vitrina.kit.database.DatabaseWatch;
import io.vitrina.kit.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Lets a bounded number of calls through at once; comes before the transaction, which holds a connection. A call that the
 * database broke off in favour of another one is made again, in a transaction of its own; one within a transaction that is
 * under way never is.
 */
@Bounded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class BoundedCalls {

    private static final Logger LOG = Logger.getLogger(BoundedCalls.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int TRIES = 4;
    private static final long MAX_PAUSE_MILLIS = 20;

    private final Turns turns;
    private final DatabaseWatch watch;

    BoundedCalls(Turns turns, DatabaseWatch watch) {
        this.turns = turns;
        this.watch = watch;
    }

    @AroundInvoke
    Object takeTurn(InvocationContext call) throws Exception {
        // A call within a call has its turn already; a second one could wait for itself.
        if (turns.held()) {
            return call.proceed();
        }
        watch.requirePresent();
        if (!turns.tryTake()) {
            throw ProblemException.unavailable("too many calls at once", RETRY_AFTER);
        }
        try {
            return tried(call);
        } catch (Exception e) {
            watch.failed(e);
            throw e;
        } finally {
            turns.giveBack();
        }
    }

    private static Object tried(InvocationContext call) throws Exception {
        for (int left = QuarkusTransaction.isActive() ? 0 : TRIES - 1; ; left--) {
            try {
                return call.proceed();
            } catch (Exception e) {
                boolean again = e instanceof TryAgain || DatabaseException.isRetryable(e);
                if (left == 0 || !again) {
                    throw e instanceof TryAgain given ? given.refusal() : e;
                }
                LOG.debugf("trying again after %s", e.getMessage());
                long pause = ThreadLocalRandom.current().nextLong(1, MAX_PAUSE_MILLIS);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
            }
        }
    }
}
