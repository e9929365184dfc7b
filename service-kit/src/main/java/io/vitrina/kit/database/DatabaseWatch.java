package io.vitrina.kit.database;

import io.vitrina.kit.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Watches a database that has failed somebody: until it answers again, calls are told so at once.
 *
 * <p>They would only queue for connections that are not to be had. The pool (Agroal 3.2) opens them one after the other
 * for virtual threads, and once it has been asked for as many as it may hold, the next who asks spins without an end and
 * keeps a carrier from all others.
 */
@ApplicationScoped
public class DatabaseWatch {

    private static final Logger LOG = Logger.getLogger(DatabaseWatch.class);

    /** A single broken connection is no outage: the first question is answered within this, or there is one. */
    private static final Duration DOUBT = Duration.ofMillis(300);

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int ANSWER_SECONDS = 1;
    private static final long NEVER = 0;

    private final Supplier<DataSource> source;
    private final AtomicLong suspectedAt = new AtomicLong(NEVER);
    private volatile boolean stopped;

    @Inject
    DatabaseWatch(Instance<DataSource> source) {
        this.source = source::get;
    }

    DatabaseWatch(Supplier<DataSource> source) {
        this.source = source;
    }

    /** 503 while the database is known to be away. */
    public void requirePresent() {
        long since = suspectedAt.get();
        if (since != NEVER && System.nanoTime() - since > DOUBT.toNanos()) {
            throw ProblemException.unavailable("the database is away", RETRY_AFTER);
        }
    }

    /** Takes note of why a call failed; most reasons are none of the database's. */
    public void failed(Throwable failure) {
        if (DatabaseFaults.isAbsence(failure) && suspectedAt.compareAndSet(NEVER, System.nanoTime() | 1)) {
            // A thread of the system's: it opens its connection itself, and waits in nobody's queue.
            Thread.ofPlatform().daemon().name("database-watch").start(this::watch);
        }
    }

    private void watch() {
        boolean told = false;
        while (!stopped && !answers()) {
            if (!told) {
                LOG.warn("the database is away");
                told = true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (told) {
            LOG.info("the database is back");
        }
        suspectedAt.set(NEVER);
    }

    private boolean answers() {
        try (Connection connection = source.get().getConnection()) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }
}
