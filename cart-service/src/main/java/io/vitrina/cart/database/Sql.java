package io.vitrina.cart.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Array;
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
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/**
 * Plain SQL, for what must be one statement: a conditional update decides a race where loading an entity, checking it and
 * saving it would not.
 *
 * <p>Within a transaction it works on the transaction's own connection and sees what entities were given before; without
 * one, each statement is a transaction of its own.
 */
@ApplicationScoped
public class Sql {

    private final DataSource source;
    private final EntityManager entities;
    private final TransactionSynchronizationRegistry transactions;
    private final LongAdder statements = new LongAdder();

    Sql(DataSource source, EntityManager entities, TransactionSynchronizationRegistry transactions) {
        this.source = source;
        this.entities = entities;
        this.transactions = transactions;
    }

    /** Makes a value of one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement and says how many rows it touched. */
    public int update(String sql, Object... values) {
        writeEntities();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** Rows of a query, or of a statement with RETURNING. */
    public <T> List<T> list(String sql, Row<T> row, Object... values) {
        writeEntities();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, values);
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
        List<T> rows = list(sql, row, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /** The one number that the statement answers. */
    public long number(String sql, Object... values) {
        return list(sql, row -> row.getLong(1), values).getFirst();
    }

    /** How many statements were sent since the start, Hibernate's own not counted. */
    public long statements() {
        return statements.sum();
    }

    /** A first column of type uuid. */
    public static UUID uuid(ResultSet row) throws SQLException {
        return row.getObject(1, UUID.class);
    }

    /** A column of type timestamptz; null where the column is. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** What Hibernate still has in hand comes first: a foreign key may need it. */
    private void writeEntities() {
        if (transactions.getTransactionStatus() == Status.STATUS_ACTIVE) {
            entities.flush();
        }
    }

    private PreparedStatement prepare(Connection connection, String sql, Object[] values) throws SQLException {
        statements.increment();
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, bound(connection, values[i]));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static Object bound(Connection connection, Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case UUID[] ids -> array(connection, "uuid", ids);
            case Long[] numbers -> array(connection, "bigint", numbers);
            case String[] texts -> array(connection, "text", texts);
            case Boolean[] flags -> array(connection, "boolean", flags);
            default -> value;
        };
    }

    private static Array array(Connection connection, String type, Object[] elements) throws SQLException {
        return connection.createArrayOf(type, elements);
    }
}
