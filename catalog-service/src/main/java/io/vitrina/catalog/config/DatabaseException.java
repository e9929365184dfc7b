package io.vitrina.catalog.config;

import static io.vitrina.kit.database.DatabaseFaults.sqlCause;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A statement that failed; knows why, as far as the code around it cares. */
public class DatabaseException extends RuntimeException {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String RESTRICT_VIOLATION = "23001";
    private static final String SYNTAX_ERROR = "42601";
    private static final String CHECK_VIOLATION = "23514";

    public DatabaseException(SQLException cause) {
        super(cause);
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

    /** Whether a text could not be read as what it should be, such as a search: no value, no grammar, or no end of it. */
    public static boolean isBadText(Throwable e) {
        SQLException sql = sqlCause(e);
        String state = sql == null ? null : sql.getSQLState();
        return state != null && (state.equals(SYNTAX_ERROR) || state.startsWith("54") || state.startsWith("22"));
    }

    /** Whether the failure is a breach of a check of the table. */
    public static boolean isBrokenCheck(Throwable e) {
        SQLException sql = sqlCause(e);
        return sql != null && CHECK_VIOLATION.equals(sql.getSQLState());
    }

    private static String constraint(SQLException e) {
        ServerErrorMessage message = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        return message == null ? null : message.getConstraint();
    }
}
