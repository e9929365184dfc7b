package io.vitrina.auth.session;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.database.Sql;
import io.vitrina.auth.throttle.LoginThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Counts and writes down how logins ended, each in one transaction. */
@Bounded
@ApplicationScoped
public class LoginOutcomes {

    private final LoginThrottle throttle;
    private final AuditLog audit;
    private final SessionService sessions;
    private final Sql sql;

    LoginOutcomes(LoginThrottle throttle, AuditLog audit, SessionService sessions, Sql sql) {
        this.throttle = throttle;
        this.audit = audit;
        this.sessions = sessions;
        this.sql = sql;
    }

    /** A wrong password, or a login that nobody has. */
    @Transactional
    void wrong(byte[] key, Long userId) {
        throttle.failed(key);
        audit.record(AuditKind.LOGIN_FAILED, userId, null, null);
    }

    /** The right password: earlier failures are forgotten, a session opens; empty when the account changed meanwhile. */
    @Transactional
    Optional<Grant> welcome(byte[] key, long userId, String checkedHash, boolean secondFactor, Device device) {
        throttle.succeeded(key);
        return sessions.open(userId, checkedHash, secondFactor, device);
    }

    /** The right password, and yet no session. */
    @Transactional
    void refused(byte[] key, long userId, AuditKind why) {
        throttle.succeeded(key);
        audit.record(why, userId, null, null);
    }

    /** The right password without the code that goes with it. */
    @Transactional
    void withoutCode(byte[] key, long userId) {
        throttle.released(key);
        audit.record(AuditKind.LOGIN_REFUSED_SECOND_FACTOR, userId, null, null);
    }

    @Transactional
    void note(AuditKind kind, Long userId) {
        audit.record(kind, userId, null, null);
    }

    /** Puts the new hash in the old one's place; the hash that the account has afterwards, as far as is known. */
    @Transactional
    String replaceHash(long userId, String old, String replacement) {
        int replaced = sql.update(
                "UPDATE user_account SET password_hash = ? WHERE id = ? AND password_hash = ?",
                replacement,
                userId,
                old);
        return replaced == 1 ? replacement : old;
    }
}
