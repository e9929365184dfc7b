package io.vitrina.cart.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas whose clocks differ judge each other's orders and leases by one time. */
@QuarkusTest
class DatabaseTimeTest extends ShopTest {

    @Inject
    DataSource database;

    @Inject
    Sql sql;

    @Inject
    Clock clock;

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    void isTheDatabasesWhateverTheMachineSays(long seconds) {
        DatabaseTime time = new DatabaseTime(database, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)));
        assertThat(time.instant())
                .as("before the database was asked")
                .isCloseTo(atDatabase().plusSeconds(seconds), within(2, ChronoUnit.SECONDS));
        time.read();
        assertThat(time.instant()).isCloseTo(atDatabase(), within(500, ChronoUnit.MILLIS));
    }

    @Test
    void isWhatTheServiceGoesBy() {
        assertThat(clock.instant()).isCloseTo(atDatabase(), within(500, ChronoUnit.MILLIS));
    }

    private Instant atDatabase() {
        return sql.first("SELECT clock_timestamp() AS now", row -> Sql.instant(row, "now"))
                .orElseThrow();
    }
}
