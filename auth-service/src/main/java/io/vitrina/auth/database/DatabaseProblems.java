package io.vitrina.auth.database;

import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.vitrina.kit.database.DatabaseFaults;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.ProblemMappers;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A database that can't be reached now is 503, to be tried again; everything else that it throws is our fault. */
public class DatabaseProblems {

    private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final ProblemMappers problems;

    DatabaseProblems(ProblemMappers problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper
    public Response failed(PersistenceException e) {
        if (!DatabaseFaults.isPassing(e)) {
            return problems.unexpected(e);
        }
        LOG.warnf("the database can't be reached: %s", rootMessage(e));
        return problems.problem(ProblemException.unavailable("the service can't reach its database now", SOON));
    }

    /** A commit that failed comes wrapped: the interceptor may not throw it as it is. */
    @ServerExceptionMapper
    public Response notCommitted(ArcUndeclaredThrowableException e) {
        return DatabaseFaults.isPassing(e) ? failed(new PersistenceException(e)) : problems.unexpected(e);
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }
}
