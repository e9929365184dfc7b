package io.vitrina.kit.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** One real PostgreSQL for the whole test JVM, with the roles and schemas of every deployment. */
public final class EmbeddedDatabase {

    private static final String PASSWORD = "test";
    private static EmbeddedPostgres postgres;

    private EmbeddedDatabase() {}

    /** Starts it at the first call; it ends with the JVM. */
    public static synchronized EmbeddedPostgres start() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.builder()
                        // Tests prove what the SQL does, not that the disk keeps it.
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_connections", "300")
                        .start();
                bootstrap(postgres.getPostgresDatabase());
            } catch (IOException e) {
                throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
            } catch (SQLException e) {
                throw new IllegalStateException("the embedded PostgreSQL could not be prepared", e);
            }
        }
        return postgres;
    }

    /** JDBC URL for a service's own role and schema, which share one name. */
    public static String url() {
        return "jdbc:postgresql://localhost:" + start().getPort() + "/postgres";
    }

    /**
     * One more database of the same server, empty but for what every deployment has before its first start.
     *
     * @return its JDBC URL
     */
    public static String another(String name) {
        try (Connection connection = start().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            bootstrap(start().getDatabase("postgres", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + name + " could not be made", e);
        }
        return url().replaceFirst("/postgres$", "/" + name);
    }

    public static String password() {
        return PASSWORD;
    }

    private static void bootstrap(DataSource database) throws IOException, SQLException {
        String script;
        try (InputStream in = EmbeddedDatabase.class.getResourceAsStream("/postgres/bootstrap.sql")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String sql = script.replaceAll(":'\\w+'", "'" + PASSWORD + "'");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
