package io.vitrina.cart.audit;

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

/** What an operator watches of orders, payments and the outbox; the alerts of deploy/observability speak of them. */
@Startup
@Singleton
class ShopGauges extends SampledGauges<Statement> {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final DataSource database;

    ShopGauges(DataSource database, MeterRegistry meters) {
        super(meters);
        this.database = database;
    }

    @PostConstruct
    void begin() {
        gauge(
                "vitrina.outbox.waiting",
                "Messages of the outbox not yet delivered",
                of("SELECT count(*) FROM outbox WHERE parked_at IS NULL"));
        gauge(
                "vitrina.outbox.oldest",
                "Seconds for which the longest due message of the outbox has waited",
                of("SELECT coalesce(extract(epoch FROM now() - min(available_at)), 0)::bigint FROM outbox"
                        + " WHERE parked_at IS NULL AND available_at <= now()"));
        gauge(
                "vitrina.outbox.away",
                "Seconds for which a receiver of messages (catalogue, mail, provider) has been away",
                of("SELECT coalesce(extract(epoch FROM now() - min(away_since)), 0)::bigint FROM outbox"
                        + " WHERE parked_at IS NULL"));
        gauge(
                "vitrina.refunds.bounced",
                "Refunds that failed after they had succeeded, and that nobody has settled",
                of("SELECT count(*) FROM refund WHERE status = 'succeeded' AND failure_code IS NOT NULL"));
        gauge(
                "vitrina.payments.review",
                "Payments of which the provider says what doesn't match the order",
                of("SELECT count(*) FROM payment WHERE status = 'review'"));
        gauge(
                "vitrina.orders.pending",
                "Orders waiting to be paid",
                of("SELECT count(*) FROM orders WHERE status = 'pending'"));
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
