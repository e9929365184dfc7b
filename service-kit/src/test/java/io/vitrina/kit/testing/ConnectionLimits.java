package io.vitrina.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** How long the server lets a service's connection wait, work and do nothing. */
public final class ConnectionLimits {

    private static final Map<String, String> LIMITS = Map.of(
            "lock_timeout", "2s",
            "statement_timeout", "5s",
            "idle_in_transaction_session_timeout", "10s");

    private ConnectionLimits() {}

    /** Fails when a connection of the pool has other limits, or has them from the role alone, which others may set up. */
    public static void assertSet(DataSource source) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name, current_setting(name) FROM pg_settings WHERE source = 'client'")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        assertThat(found).containsAllEntriesOf(LIMITS);
    }
}
