package io.vitrina.catalog.config;

import jakarta.enterprise.context.ApplicationScoped;
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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Plain SQL where an object mapper would only be in the way: lists, stock, imports.
 *
 * <p>Inside a transaction it uses the transaction's connection, the same that Hibernate uses.
 */
@ApplicationScoped
public class Database {

    private static final int FEW = 20;

    private final DataSource source;
    private final LongAdder statements = new LongAdder();

    Database(DataSource source) {
        this.source = source;
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Parameters may be null, numbers, texts, booleans, instants, UUIDs, {@code Long[]} and {@code String[]}. */
    public <T> List<T> list(String sql, Row<T> row, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(row.read(rows));
            }
            return result;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * The first rows, as many as are wanted. To be called within a transaction: the driver then fetches a few at a time, and
     * those that nobody takes are never in memory.
     *
     * @param more asked after each row
     */
    public <T> List<T> some(String sql, Row<T> row, Predicate<T> more, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.setFetchSize(FEW);
            List<T> result = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                boolean on = true;
                while (on && rows.next()) {
                    result.add(row.read(rows));
                    on = more.test(result.getLast());
                }
            }
            return result;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    public <T> Optional<T> first(String sql, Row<T> row, Object... parameters) {
        return list(sql, row, parameters).stream().findFirst();
    }

    /** Number of rows that were written. */
    public int update(String sql, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** How many statements were sent since the start, Hibernate's own not counted. */
    public long statements() {
        return statements.sum();
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public static Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
        statements.increment();
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                bind(connection, statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, Object parameter)
            throws SQLException {
        switch (parameter) {
            case Instant time -> statement.setObject(index, time.atOffset(ZoneOffset.UTC));
            case Long[] numbers -> statement.setArray(index, connection.createArrayOf("bigint", numbers));
            case String[] texts -> statement.setArray(index, connection.createArrayOf("text", texts));
            case Boolean[] flags -> statement.setArray(index, connection.createArrayOf("boolean", flags));
            case null, default -> statement.setObject(index, parameter);
        }
    }
}
