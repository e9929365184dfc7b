package io.vitrina.auth.revocation;

import io.quarkus.scheduler.Scheduled;
import io.vitrina.kit.security.Revocations;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells this service's own list what was revoked: here when it is committed, by other replicas seconds later. The others
 * hear of it over HTTP.
 */
@Singleton
class OwnRevocations {

    private static final Logger LOG = Logger.getLogger(OwnRevocations.class);
    private static final int BATCH = 1_000;

    private final RevocationLog log;
    private final Revocations revocations;
    private long seen;

    OwnRevocations(RevocationLog log, Revocations revocations) {
        this.log = log;
        this.revocations = revocations;
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Revocation revocation) {
        add(revocation);
    }

    @Scheduled(every = "${vitrina.auth.revocations.every:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void poll() {
        try {
            List<Revocation> found;
            do {
                found = log.since(seen, BATCH);
                found.forEach(this::add);
                if (!found.isEmpty()) {
                    seen = found.getLast().id();
                }
            } while (found.size() == BATCH);
        } catch (RuntimeException e) {
            // Tokens then live to their end; the next round reads on from here.
            LOG.warnf("revocations can't be read now: %s", e.getClass().getSimpleName());
        }
        revocations.sweep();
    }

    private void add(Revocation revocation) {
        if (revocation.sessionId() != null) {
            revocations.endSession(revocation.sessionId().toString(), revocation.expiresAt());
        } else {
            revocations.endTokensOf(revocation.userId(), revocation.notBefore(), revocation.expiresAt());
        }
    }
}
