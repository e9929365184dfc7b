package io.vitrina.catalog;

import io.vitrina.kit.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** A transaction of somebody else, in whose way a call comes: what is a race elsewhere is certain here. */
public final class OtherWriter implements AutoCloseable {

    private static final String WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            + " AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())";

    private final DataSource source;
    private final Connection connection;

    public OtherWriter(DataSource source) throws SQLException {
        this.source = source;
        this.connection = source.getConnection();
        connection.setAutoCommit(false);
    }

    /** One that PostgreSQL never breaks off where two wait for each other: it looks for that after a minute only. */
    public static OtherWriter unyielding() throws SQLException {
        // Only a superuser may be so patient.
        return new OtherWriter(EmbeddedDatabase.start().getPostgresDatabase())
                .writes("SET search_path TO catalog, public")
                .writes("SET deadlock_timeout = '1min'");
    }

    /** Writes within the transaction. */
    public OtherWriter writes(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
        return this;
    }

    /** Begins the call, ends the transaction as soon as the call waits for it, and gives the call's result. */
    public <T> T commitsAmid(Callable<T> call) throws Exception {
        return writesAmid(call, "SELECT 1");
    }

    /** As {@link #commitsAmid}, and writes once more when the call waits already. */
    public <T> T writesAmid(Callable<T> call, String sql, Object... parameters) throws Exception {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Future<T> result = pool.submit(call);
            Instant latest = Instant.now().plusSeconds(20);
            while (!result.isDone() && !somebodyWaits() && Instant.now().isBefore(latest)) {
                Thread.onSpinWait();
            }
            writes(sql, parameters);
            connection.commit();
            return result.get();
        }
    }

    private boolean somebodyWaits() throws SQLException {
        try (Connection own = source.getConnection();
                PreparedStatement statement = own.prepareStatement(WAITING);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }
}
