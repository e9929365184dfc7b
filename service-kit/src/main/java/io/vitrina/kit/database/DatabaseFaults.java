package io.vitrina.kit.database;

import java.sql.SQLException;
import java.util.Set;

/** Why the database failed somebody, as far as it says what to do. */
public final class DatabaseFaults {

    /** No connection or none left (08, 53), a transaction that gave in (40), an operator's or a time limit's word (57, 58). */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57", "58");

    /** Waited too long for a lock; was idle for too long. */
    private static final Set<String> PASSING = Set.of("55P03", "25P03");

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /** The pool's own failures have no state: it had no connection to give. */
    private static final String NO_CONNECTION = "08000";

    private DatabaseFaults() {}

    /** Two transactions were in each other's way and this one gave in: the same again will do. */
    public static boolean isConflict(Throwable e) {
        return CONFLICTS.contains(state(e));
    }

    /** Nobody did anything wrong, and at another time it will do: the database is away, or has too much to do. */
    public static boolean isPassing(Throwable e) {
        String state = state(e);
        return PASSING.contains(state) || state.length() > 2 && PASSING_CLASSES.contains(state.substring(0, 2));
    }

    /** No connection to be had, or it broke, or the server is going down. */
    static boolean isAbsence(Throwable e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** The driver's exception somewhere among the causes; null when there is none. */
    public static SQLException sqlCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** Empty when it is no failure of the database's. */
    private static String state(Throwable e) {
        SQLException sql = sqlCause(e);
        if (sql == null) {
            return "";
        }
        return sql.getSQLState() == null ? NO_CONNECTION : sql.getSQLState();
    }
}
