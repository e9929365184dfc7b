package io.vitrina.catalog.config;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A statement that failed; knows why, as far as the code around it cares. */
public class DatabaseException extends RuntimeException {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String RESTRICT_VIOLATION = "23001";
    private static final Set<String> RETRYABLE = Set.of("40001", "40P01");

    public DatabaseException(SQLException cause) {
        super(cause);
    }

    /** Two transactions stood in each other's way and this one gave in: the same again will do. */
    public static boolean isRetryable(Throwable e) {
        SQLException sql = sqlCause(e);
        // The pool's own exceptions have no state.
        return sql != null && sql.getSQLState() != null && RETRYABLE.contains(sql.getSQLState());
    }

    /** Whether the failure is a breach of this unique constraint or index. */
    public static boolean isDuplicate(Throwable e, String constraint) {
        SQLException sql = sqlCause(e);
        return sql != null && UNIQUE_VIOLATION.equals(sql.getSQLState()) && constraint.equals(constraint(sql));
    }

    /** Whether the failure is a reference to a row that isn't there, or from a row that still is. */
    public static boolean isBrokenReference(Throwable e) {
        SQLException sql = sqlCause(e);
        return sql != null
                && (FOREIGN_KEY_VIOLATION.equals(sql.getSQLState()) || RESTRICT_VIOLATION.equals(sql.getSQLState()));
    }

    /** Whether a parameter could not be read as what it should be. */
    public static boolean isBadValue(Throwable e) {
        SQLException sql = sqlCause(e);
        return sql != null && sql.getSQLState() != null && sql.getSQLState().startsWith("22");
    }

    /** The driver's exception somewhere among the causes; null when there is none. */
    static SQLException sqlCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private static String constraint(SQLException e) {
        ServerErrorMessage message = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        return message == null ? null : message.getConstraint();
    }
}
