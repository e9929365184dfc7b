package io.vitrina.catalog.config;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vitrina.kit.database.Attempts;
import io.vitrina.kit.database.DatabaseFaults;
import io.vitrina.kit.database.DatabaseWatch;
import io.vitrina.kit.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;

/**
 * Lets a bounded number of calls through at once; comes before the transaction, which holds a connection. A call that the
 * database broke off in favour of another one is made again, in a transaction of its own; one within a transaction that is
 * under way never is.
 */
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
            return tried(call);
        } catch (Exception e) {
            watch.failed(e);
            throw e;
        } finally {
            turns.giveBack();
        }
    }

    private static Object tried(InvocationContext call) throws Exception {
        boolean within = QuarkusTransaction.isActive();
        try {
            return Attempts.make(
                    call::proceed, e -> !within && (e instanceof TryAgain || DatabaseFaults.isConflict(e)));
        } catch (TryAgain given) {
            throw given.refusal();
        }
    }
}
