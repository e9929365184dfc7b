package io.vitrina.kit.testing;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Empties every table of the service's schema before each test, so that no test sees another's rows. */
public class CleanDatabase implements QuarkusTestBeforeEachCallback {

    private static final String TABLES = "SELECT quote_ident(tablename) FROM pg_tables"
            + " WHERE schemaname = current_schema() AND tablename <> 'flyway_schema_history'";

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        if (Arc.container() == null
                || !Arc.container().instance(DataSource.class).isAvailable()) {
            return;
        }
        try (Connection connection =
                        Arc.container().instance(DataSource.class).get().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            if (!tables.isEmpty()) {
                statement.execute("TRUNCATE " + String.join(", ", tables) + " RESTART IDENTITY CASCADE");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be emptied", e);
        }
    }
}
