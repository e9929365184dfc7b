package io.vitrina.auth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.kit.testing.ConnectionLimits;
import io.vitrina.kit.testing.EmbeddedDatabase;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the database keeps waiting is told so, and soon. */
@QuarkusTest
class DatabaseWaitTest extends AuthTest {

    private static final Duration SOON = Duration.ofSeconds(6);

    @Inject
    DataSource source;

    @Test
    void connectionsAreLimitedAtTheServer() throws Exception {
        ConnectionLimits.assertSet(source);
    }

    @Test
    void rowThatSomebodyHoldsIsWaitedForTwoSecondsOnly() throws Exception {
        String token = login(register(1)).refresh();
        try (Connection other =
                        DriverManager.getConnection(EmbeddedDatabase.url(), "auth", EmbeddedDatabase.password());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeQuery("SELECT id FROM session FOR UPDATE").close();
            long begin = System.nanoTime();
            tryRefresh(token)
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", equalTo("2"));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofSeconds(2), SOON);
            other.rollback();
        }
        refresh(token);
    }
}
