package io.vitrina.auth.sweep;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Deletes a batch of leftovers, in a short transaction of its own. */
@Bounded
@ApplicationScoped
public class SweepService {

    static final int BATCH = 1_000;

    /** The database itself keeps younger audit events from being deleted. */
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(91);

    private final Sql sql;
    private final Clock clock;
    private final Duration retention;

    SweepService(Sql sql, Clock clock, AuthConfig config) {
        this.sql = sql;
        this.clock = clock;
        Duration wanted = config.audit().retention();
        this.retention = wanted.compareTo(SHORTEST_RETENTION) < 0 ? SHORTEST_RETENTION : wanted;
    }

    /** How many rows went; fewer than a batch: nothing is left. */
    @Transactional
    int sweep(Leftover leftover) {
        Instant now = clock.instant();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < leftover.parameters(); i++) {
            values.add(now);
        }
        if (leftover == Leftover.AUDIT_EVENTS) {
            values.set(1, (double) retention.toSeconds());
        }
        values.add(BATCH);
        return sql.update(leftover.statement(), values.toArray());
    }
}
