package io.vitrina.cart;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.Replica;
import io.vitrina.kit.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A new installation scales up at once: all replicas find an empty schema, and one of them makes the tables. */
class FirstStartIT {

    private static final int REPLICAS = 5;

    @Test
    void migratesOnceHoweverManyStart() throws Exception {
        String url = EmbeddedDatabase.another("new_shop");
        List<Replica> replicas =
                Parallel.run(REPLICAS, i -> Replica.start("first-" + i, Map.of("QUARKUS_DATASOURCE_JDBC_URL", url)));
        replicas.forEach(Replica::close);
        try (Connection connection = DriverManager.getConnection(url, "cart", EmbeddedDatabase.password());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FILTER (WHERE success), count(DISTINCT version),"
                                + " count(*) FROM flyway_schema_history WHERE version IS NOT NULL")) {
            row.next();
            assertThat(row.getLong(1)).isPositive().isEqualTo(row.getLong(2)).isEqualTo(row.getLong(3));
        }
    }
}
