package io.vitrina.auth.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrina.auth.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Writes down every authentication decision, in the transaction that it belongs to. */
@ApplicationScoped
public class AuditLog {

    private final Sql sql;
    private final Clock clock;
    private final Networks networks;
    private final MeterRegistry meters;

    AuditLog(Sql sql, Clock clock, Networks networks, MeterRegistry meters) {
        this.sql = sql;
        this.clock = clock;
        this.networks = networks;
        this.meters = meters;
    }

    /**
     * Notes a decision about a user.
     *
     * @param userId whom it is about; null when nobody has the login
     * @param actorId who decided it; null when it is the user
     * @param sessionId in which session; may be null
     */
    public void record(AuditKind kind, Long userId, Long actorId, UUID sessionId) {
        insert(kind, userId, actorId == null ? userId : actorId, null, sessionId);
    }

    /** Notes a decision about another service. */
    public void recordClient(AuditKind kind, String clientId) {
        insert(kind, null, null, clientId, null);
    }

    /** Counts a decision that a statement of its own has written down, with {@link #network()}. */
    public void noted(AuditKind kind) {
        meters.counter("vitrina.auth.decisions", "kind", kind.code()).increment();
    }

    /** The network the call comes from, as the log keeps it; null outside of any call. */
    public String network() {
        return networks.current();
    }

    private void insert(AuditKind kind, Long userId, Long actorId, String clientId, UUID sessionId) {
        sql.update(
                "INSERT INTO audit_event (at, kind, user_id, actor_id, client_id, session_id, network)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                clock.instant(),
                kind.code(),
                userId,
                actorId,
                clientId,
                sessionId,
                network());
        noted(kind);
    }
}
