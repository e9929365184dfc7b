package io.vitrina.cart.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * What time it is at the database. Replicas must agree on what has expired and for how long a lease lasts, whatever their
 * machines' clocks say: rows that one writes are judged by another.
 *
 * <p>Asked for every few seconds, and counted on in between by a timer that nobody sets. A database that is away leaves the
 * timer running; one that could never be asked leaves the machine's clock.
 */
@Startup
@Singleton
class DatabaseTime implements InstantSource {

    private static final Logger LOG = Logger.getLogger(DatabaseTime.class);

    /** An answer that was longer on its way says too little: the one before is nearer. */
    private static final Duration SLOW = Duration.ofMillis(100);

    private final DataSource database;
    private final Clock machine;
    private volatile Reading last;
    private volatile boolean known;

    /** @param nanos of this process's timer, at that time */
    private record Reading(Instant at, long nanos) {}

    @Inject
    DatabaseTime(DataSource database, MeterRegistry meters) {
        this(database, Clock.systemUTC());
        Gauge.builder(
                        "vitrina.clock.ahead",
                        () -> Duration.between(instant(), machine.instant()).toSeconds())
                .description("Seconds by which this machine's clock is ahead of the database's")
                .register(meters);
    }

    DatabaseTime(DataSource database, Clock machine) {
        this.database = database;
        this.machine = machine;
        this.last = new Reading(machine.instant(), System.nanoTime());
    }

    @Override
    public Instant instant() {
        Reading reading = last;
        return reading.at().plusNanos(System.nanoTime() - reading.nanos());
    }

    @PostConstruct
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void read() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            long asked = System.nanoTime();
            try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
                row.next();
                long onItsWay = System.nanoTime() - asked;
                Instant at = row.getObject(1, OffsetDateTime.class).toInstant();
                if (!known || onItsWay < SLOW.toNanos()) {
                    last = new Reading(at, asked + onItsWay / 2);
                    known = true;
                }
            }
        } catch (SQLException e) {
            LOG.debugf("the database can't be asked for the time now: %s", e.toString());
        }
    }
}
