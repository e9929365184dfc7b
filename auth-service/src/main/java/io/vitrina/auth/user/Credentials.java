package io.vitrina.auth.user;

import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Looks up what a login is checked against. */
@Bounded
@ApplicationScoped
public class Credentials {

    private static final String QUERY = "SELECT id, password_hash, disabled, verified_at IS NOT NULL AS verified"
            + " FROM user_account WHERE %s = ? UNION ALL SELECT 0, ?, false, false LIMIT 1";
    private static final String BY_EMAIL = QUERY.formatted("lower(email)");
    private static final String BY_PHONE = QUERY.formatted("phone");

    private final Sql sql;

    Credentials(Sql sql) {
        this.sql = sql;
    }

    /** An account's part in a login; of nobody when {@link #isKnown} is false. */
    public record Found(long userId, String passwordHash, boolean disabled, boolean verified) {

        public boolean isKnown() {
            return userId != 0;
        }

        /** For the log; null for nobody. */
        public Long knownId() {
            return isKnown() ? userId : null;
        }
    }

    /**
     * One row whoever it is, so that nobody takes as long to find as somebody.
     *
     * @param nobodysHash what the password of nobody is checked against
     */
    @Transactional
    public Found find(LoginName login, String nobodysHash) {
        return sql.first(
                        login.isEmail() ? BY_EMAIL : BY_PHONE,
                        row -> new Found(
                                row.getLong("id"),
                                row.getString("password_hash"),
                                row.getBoolean("disabled"),
                                row.getBoolean("verified")),
                        login.value(),
                        nobodysHash)
                .orElseThrow();
    }
}
