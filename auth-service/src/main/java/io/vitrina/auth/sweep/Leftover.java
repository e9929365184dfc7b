package io.vitrina.auth.sweep;

/** What nobody needs any more, each kind as a statement that deletes at most so many rows of it. */
enum Leftover {
    SESSIONS(
            "session",
            "id",
            "ended_at < ?::timestamptz - interval '1 day' OR expires_at < ?::timestamptz - interval '1 day'"),
    REVOCATIONS("revocation", "id", "expires_at < ?"),
    /** The row also counts letters of the last hour, so it outlives its code. */
    CODES(
            "verification_code",
            "user_id, purpose",
            "sent_at < ?::timestamptz - interval '1 hour' AND (expires_at IS NULL OR expires_at < ?)"),
    RESETS(
            "password_reset",
            "user_id",
            "sent_at < ?::timestamptz - interval '1 hour' AND (expires_at IS NULL OR expires_at < ?)"),
    SENT_LETTERS("mail_outbox", "id", "sent_at < ?::timestamptz - interval '1 day'"),
    FAILED_LETTERS("mail_outbox", "id", "failed_at < ?::timestamptz - interval '7 days'"),
    THROTTLES(
            "login_throttle",
            "key",
            "pending_at < ?::timestamptz - interval '2 hours' AND (blocked_until IS NULL OR blocked_until < ?)"),
    UNCONFIRMED_SECOND_FACTORS(
            "user_totp", "user_id", "confirmed_at IS NULL AND created_at < ?::timestamptz - interval '1 day'"),
    AUDIT_EVENTS("audit_event", "id", "at < ?::timestamptz - make_interval(secs => ?)");

    private final String statement;
    private final int times;

    Leftover(String table, String key, String condition) {
        // Rows that another replica is deleting are left to it.
        this.statement = "DELETE FROM " + table + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + table
                + " WHERE " + condition + " LIMIT ? FOR UPDATE SKIP LOCKED)";
        this.times = (int) condition.chars().filter(c -> c == '?').count();
    }

    String statement() {
        return statement;
    }

    /** How many parameters come before the limit. */
    int parameters() {
        return times;
    }
}
