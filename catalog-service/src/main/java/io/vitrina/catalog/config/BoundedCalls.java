package io.vitrina.catalog.config;

import io.vitrina.kit.database.DatabaseWatch;
import io.vitrina.kit.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;

/** Lets a bounded number of calls through at once; comes before the transaction, which holds a connection. */
@Bounded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class BoundedCalls {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

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
            return call.proceed();
        } catch (Exception e) {
            watch.failed(e);
            throw e;
        } finally {
            turns.giveBack();
        }
    }
}
