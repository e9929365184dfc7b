package io.vitrina.cart.audit;

import io.vitrina.cart.database.Bounded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;

/** Compares what must agree, all of it at one instant. */
@ApplicationScoped
@Bounded
class ConsistencyService {

    private final ConsistencyRepository repository;
    private final EntityManager entities;

    ConsistencyService(ConsistencyRepository repository, EntityManager entities) {
        this.repository = repository;
        this.entities = entities;
    }

    @Transactional
    Consistency compare() {
        // One snapshot for all queries: between two of them the shop goes on.
        entities.createNativeQuery("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .executeUpdate();
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
