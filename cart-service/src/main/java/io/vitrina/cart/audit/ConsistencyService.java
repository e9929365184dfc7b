package io.vitrina.cart.audit;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Compares what must agree, all of it at one instant. */
@ApplicationScoped
@Bounded
class ConsistencyService {

    /** Over all of the shop's data, a rule may take far longer than a call does. */
    static final int LONGEST_SECONDS = 600;

    private final ConsistencyRepository repository;
    private final Sql sql;
    private final DataSource database;

    ConsistencyService(ConsistencyRepository repository, Sql sql, DataSource database) {
        this.repository = repository;
        this.sql = sql;
        this.database = database;
    }

    @Transactional
    @TransactionConfiguration(timeout = LONGEST_SECONDS)
    Consistency compare() {
        return patiently(this::compareNow);
    }

    private Consistency compareNow() {
        List<Consistency.Check> checks = repository.checks();
        return new Consistency(
                checks.stream().allMatch(check -> check.violations() == 0),
                checks,
                repository.byStatus("orders"),
                repository.byStatus("payment"),
                repository.stock(),
                repository.underWay(),
                repository.bouncedRefunds(),
                repository.money());
    }

    /** On the transaction's connection, neither server nor driver ends a statement after a call's few seconds. */
    <T> T patiently(Supplier<T> look) {
        // One snapshot for all queries: between two of them the shop goes on.
        sql.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        sql.update("SET LOCAL statement_timeout = '" + LONGEST_SECONDS + "s'");
        try (Connection pooled = database.getConnection()) {
            // The driver's own: the pool would remember the change, and take the limit away for good afterwards.
            Connection connection = (Connection) pooled.unwrap(PGConnection.class);
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) TimeUnit.SECONDS.toMillis(LONGEST_SECONDS));
            try {
                return look.get();
            } finally {
                connection.setNetworkTimeout(Runnable::run, usual);
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }
}
