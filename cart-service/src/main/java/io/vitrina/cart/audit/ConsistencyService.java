package io.vitrina.cart.audit;

import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Compares what must agree, all of it at one instant. */
@ApplicationScoped
@Bounded
class ConsistencyService {

    private final ConsistencyRepository repository;
    private final Sql sql;

    ConsistencyService(ConsistencyRepository repository, Sql sql) {
        this.repository = repository;
        this.sql = sql;
    }

    @Transactional
    Consistency compare() {
        // One snapshot for all queries: between two of them the shop goes on.
        sql.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        // Over all of the shop's data, a rule may take longer than a call; the driver's patience is its end.
        sql.update("SET LOCAL statement_timeout = 0");
        List<Consistency.Check> checks = repository.checks();
        return new Consistency(
                checks.stream().allMatch(check -> check.violations() == 0),
                checks,
                repository.byStatus("orders"),
                repository.byStatus("payment"),
                repository.stock(),
                repository.underWay(),
                repository.money());
    }
}
