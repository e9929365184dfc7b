package io.vitrina.auth.session;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.revocation.RevocationLog;
import io.vitrina.auth.totp.SecondFactorShown;
import io.vitrina.auth.user.AccessChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Ends sessions within the caller's transaction, and tells the other services. */
@ApplicationScoped
class SessionEndings {

    private final Sessions sessions;
    private final RevocationLog revocations;
    private final AuditLog audit;
    private final Clock clock;

    SessionEndings(Sessions sessions, RevocationLog revocations, AuditLog audit, Clock clock) {
        this.sessions = sessions;
        this.revocations = revocations;
        this.audit = audit;
        this.clock = clock;
    }

    /** False when the user has no such living session. */
    boolean end(long userId, UUID sessionId, EndReason reason, AuditKind kind) {
        if (!sessions.end(sessionId, userId, reason, clock.instant())) {
            return false;
        }
        audit.record(kind, userId, null, sessionId);
        revocations.revokeSession(userId, sessionId);
        return true;
    }

    void endAll(long userId, EndReason reason, Instant notBefore) {
        sessions.endAll(userId, null, reason, clock.instant());
        revocations.revokeUser(userId, notBefore);
    }

    void endBeyond(long userId, int most) {
        sessions.endBeyond(userId, most, clock.instant()).forEach(id -> revocations.revokeSession(userId, id));
    }

    /** Part of the transaction that took the factor. */
    void secondFactorShown(@Observes SecondFactorShown shown) {
        sessions.markSecondFactor(shown.sessionId(), shown.userId());
    }

    /** Part of the transaction that changes what the user may do. */
    void accessChanged(@Observes AccessChanged change) {
        switch (change.why()) {
            case ENABLED -> {}
            case ROLES -> revocations.revokeUser(change.userId(), change.notBefore());
            default -> endAfter(change);
        }
    }

    private void endAfter(AccessChanged change) {
        EndReason reason = EndReason.of(change.why());
        if (change.keep() == null) {
            endAll(change.userId(), reason, change.notBefore());
            return;
        }
        sessions.endAll(change.userId(), change.keep(), reason, clock.instant())
                .forEach(id -> revocations.revokeSession(change.userId(), id));
    }
}
