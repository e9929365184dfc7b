package io.vitrina.cart.database;

import io.vitrina.kit.database.Attempts;
import io.vitrina.kit.database.DatabaseFaults;
import io.vitrina.kit.database.DatabaseWatch;
import io.vitrina.kit.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Around each transaction: so many are let in at once, a deadlock's loser tries again, and a database that is away is told
 * as 503. A transaction that is under way already is never held up, nor repeated in part.
 */
@Bounded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class BoundedTransactions {

    private static final Logger LOG = Logger.getLogger(BoundedTransactions.class);

    private final TransactionSynchronizationRegistry transactions;
    private final TransactionGate gate;
    private final DatabaseWatch watch;

    BoundedTransactions(TransactionSynchronizationRegistry transactions, TransactionGate gate, DatabaseWatch watch) {
        this.transactions = transactions;
        this.gate = gate;
        this.watch = watch;
    }

    @AroundInvoke
    Object bound(InvocationContext call) throws Exception {
        if (transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            return call.proceed();
        }
        watch.requirePresent();
        gate.enter();
        try {
            return Attempts.make(call::proceed, DatabaseFaults::isConflict);
        } catch (ProblemException e) {
            throw e;
        } catch (Exception e) {
            watch.failed(e);
            if (DatabaseFaults.isPassing(e)) {
                LOG.warnf("the database is away or too busy: %s", e.toString());
                throw ProblemException.unavailable("the database is away", Duration.ofSeconds(2));
            }
            throw e;
        } finally {
            gate.leave();
        }
    }
}
