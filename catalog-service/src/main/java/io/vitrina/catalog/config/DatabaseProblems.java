package io.vitrina.catalog.config;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.vitrina.kit.database.DatabaseFaults;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.ProblemMappers;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A database that is away or overloaded is 503, to be tried again; any other failure of it is a fault of ours. */
public class DatabaseProblems {

    private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ProblemMappers problems = new ProblemMappers();

    @ServerExceptionMapper
    public Response failed(DatabaseException e) {
        return answer(e);
    }

    @ServerExceptionMapper
    public Response failed(PersistenceException e) {
        return answer(e);
    }

    @ServerExceptionMapper
    public Response failed(RollbackException e) {
        return answer(e);
    }

    @ServerExceptionMapper
    public Response failed(QuarkusTransactionException e) {
        return answer(e);
    }

    private Response answer(Exception e) {
        if (!DatabaseFaults.isPassing(e)) {
            return problems.unexpected(e);
        }
        LOG.errorf("the database is unavailable: %s", DatabaseFaults.sqlCause(e).getMessage());
        return problems.problem(ProblemException.unavailable("the catalogue is busy, try again", RETRY_AFTER));
    }
}
