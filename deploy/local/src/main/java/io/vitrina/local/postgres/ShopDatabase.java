package io.vitrina.local.postgres;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Secrets;
import io.vitrina.local.home.Settings;
import io.vitrina.local.process.LogFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The database itself: made and prepared by {@code deploy/postgres/bootstrap.sql}, which all deployments share. */
final class ShopDatabase {

    static final String NAME = "vitrina";
    static final String SUPERUSER = "postgres";

    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LOG_LINES = 15;
    private static final Pattern VARIABLE = Pattern.compile(":'(\\w+)_password'");

    private final Settings settings;
    private final Secrets secrets;

    ShopDatabase(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    static String url(Settings settings, String database) {
        return "jdbc:postgresql://" + settings.reachable() + ":"
                + settings.ports().postgres() + "/" + database;
    }

    /** Waits until the server answers (after a crash it replays its journal first), then makes what is missing. */
    void awaitAndPrepare(Process server, LogFile log) {
        try (Connection connection = await(server, log)) {
            if (!exists(connection)) {
                execute(connection, "CREATE DATABASE " + NAME + " TEMPLATE template0 ENCODING 'UTF8'");
            }
        } catch (SQLException e) {
            throw new LaunchException("The database could not be made: " + e.getMessage(), e);
        }
        try (Connection connection = connect(NAME)) {
            execute(connection, bootstrap());
        } catch (SQLException e) {
            throw new LaunchException("The database could not be prepared: " + e.getMessage(), e);
        }
    }

    private Connection await(Process server, LogFile log) {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        while (true) {
            if (!server.isAlive()) {
                throw new LaunchException("PostgreSQL ended while starting; its log ends with:\n"
                        + String.join("\n", log.tail(LOG_LINES)));
            }
            try {
                return connect(SUPERUSER);
            } catch (SQLException e) {
                if ("28P01".equals(e.getSQLState())) {
                    throw new LaunchException(
                            "PostgreSQL refuses the password of secrets.properties: bring that file back,"
                                    + " or forget all data with ./vitrina reset.",
                            e);
                }
                if (System.nanoTime() > deadline) {
                    throw new LaunchException(
                            "PostgreSQL did not answer within " + STARTUP.toSeconds() + " s; its log ends with:\n"
                                    + String.join("\n", log.tail(LOG_LINES)),
                            e);
                }
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", secrets.get("postgres"));
        properties.setProperty("connectTimeout", "2");
        return DriverManager.getConnection(url(settings, database), properties);
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The passwords are letters, digits, '-' and '_' only: {@link Secrets} makes them. */
    private String bootstrap() {
        try (InputStream script = ShopDatabase.class.getResourceAsStream("/postgres/bootstrap.sql")) {
            String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            return VARIABLE.matcher(sql)
                    .replaceAll(match -> Matcher.quoteReplacement("'" + secrets.get(match.group(1)) + "'"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
