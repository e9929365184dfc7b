package io.vitrina.auth.database;

import io.vitrina.kit.database.DatabaseWatch;
import io.vitrina.kit.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets twice as many calls through as there are connections; the rest wait outside of any transaction, and not for long.
 */
@Bounded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
public class PoolGate {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static volatile Semaphore gate;

    private final TransactionManager transactions;
    private final DatabaseWatch watch;

    PoolGate(
            TransactionManager transactions,
            DatabaseWatch watch,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        this.transactions = transactions;
        this.watch = watch;
        // One gate for all interceptor instances of the process.
        synchronized (PoolGate.class) {
            if (gate == null) {
                gate = new Semaphore(2 * connections, true);
            }
        }
    }

    @AroundInvoke
    Object pass(InvocationContext call) throws Exception {
        if (transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
            // Already inside: waiting again for a second permit could wait for ever.
            return call.proceed();
        }
        watch.requirePresent();
        Semaphore entered = gate;
        if (!entered.tryAcquire(2, TimeUnit.SECONDS)) {
            throw ProblemException.unavailable("the service is busy", SOON);
        }
        try {
            return call.proceed();
        } catch (Exception e) {
            watch.failed(e);
            throw e;
        } finally {
            entered.release();
        }
    }
}
