package io.vitrina.cart.database;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Lets so many transactions in at once; a transaction that is under way already is never held up. */
@Bounded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class BoundedTransactions {

    private final TransactionSynchronizationRegistry transactions;
    private final TransactionGate gate;

    BoundedTransactions(TransactionSynchronizationRegistry transactions, TransactionGate gate) {
        this.transactions = transactions;
        this.gate = gate;
    }

    @AroundInvoke
    Object bound(InvocationContext call) throws Exception {
        if (transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            return call.proceed();
        }
        gate.enter();
        try {
            return call.proceed();
        } finally {
            gate.leave();
        }
    }
}
