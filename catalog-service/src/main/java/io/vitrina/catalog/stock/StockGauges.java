package io.vitrina.catalog.stock;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vitrina.kit.telemetry.SampledGauges;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;

/** What an operator watches of reservations; the alerts of deploy/observability speak of them. */
@Startup
@Singleton
class StockGauges extends SampledGauges<Statement> {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final DataSource database;

    StockGauges(DataSource database, MeterRegistry meters) {
        super(meters);
        this.database = database;
    }

    @PostConstruct
    void begin() {
        gauge(
                "vitrina.reservations.open",
                "Reservations neither committed nor given back",
                of("SELECT count(*) FROM reservation WHERE status = 'held'"));
        gauge(
                "vitrina.reservations.overdue",
                "Seconds for which the longest expired reservation has still held stock",
                of("SELECT coalesce(extract(epoch FROM now() - min(expires_at)), 0)::bigint FROM reservation"
                        + " WHERE status = 'held' AND expires_at <= now()"));
        start(EVERY);
    }

    @PreDestroy
    void end() {
        stop();
    }

    @Override
    protected void open(Round<Statement> round) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            round.read(statement);
        }
    }

    private static ToLongFunction<Statement> of(String sql) {
        return statement -> {
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
