package io.vitrina.auth.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Single SQL statements, for what must be one: a conditional update decides a race where loading an entity, checking it
 * and saving it would not.
 *
 * <p>Within a transaction it works on the transaction's own connection.
 */
@ApplicationScoped
public class Sql {

    private final DataSource source;

    Sql(DataSource source) {
        this.source = source;
    }

    /** Makes a value of one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement and says how many rows it touched. */
    public int update(String sql, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = bind(connection.prepareStatement(sql), values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** Rows of a query, or of a statement with RETURNING. */
    public <T> List<T> list(String sql, Row<T> row, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = bind(connection.prepareStatement(sql), values);
                ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(row.read(rows));
            }
            return result;
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** The first row, if there is any. */
    public <T> Optional<T> first(String sql, Row<T> row, Object... values) {
        return list(sql, row, values).stream().findFirst();
    }

    /** A column of type timestamptz; null where the column is. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static PreparedStatement bind(PreparedStatement statement, Object[] values) throws SQLException {
        try {
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                statement.setObject(i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
