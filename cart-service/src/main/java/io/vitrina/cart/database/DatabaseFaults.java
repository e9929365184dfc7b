package io.vitrina.cart.database;

import java.sql.SQLException;
import java.util.Optional;

/** Tells from a failed transaction whether it may be tried again, and whether the database was there at all. */
final class DatabaseFaults {

    private static final int DEPTH = 20;

    private DatabaseFaults() {}

    /** Two transactions were in each other's way, and this one was chosen to yield. */
    static boolean isDeadlock(Throwable e) {
        return state(e).filter(s -> s.equals("40P01") || s.equals("40001")).isPresent();
    }

    /** Nobody did anything wrong: no connection, no answer in time, or the server is going down. */
    static boolean isOutage(Throwable e) {
        return state(e).filter(s -> s.startsWith("08")
                        || s.startsWith("53")
                        || s.startsWith("57")
                        || s.startsWith("58")
                        || s.equals("55P03")
                        || s.equals("25P03")
                        || s.equals("40P01")
                        || s.equals("40001"))
                .isPresent();
    }

    /** The SQLSTATE at the bottom of it; the pool's own failures, which have none, count as a lost connection. */
    private static Optional<String> state(Throwable e) {
        Throwable cause = e;
        for (int i = 0; i < DEPTH && cause != null; i++, cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql.getSQLState() == null ? "08000" : sql.getSQLState());
            }
        }
        return Optional.empty();
    }
}
