package io.vitrina.auth.session;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.key.SigningKeys;
import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens sessions, and lists and ends them for their owners. */
@Bounded
@ApplicationScoped
public class SessionService {

    private final Sessions sessions;
    private final SessionEndings endings;
    private final UserRepository users;
    private final SigningKeys keys;
    private final AuditLog audit;
    private final AuthConfig.Sessions config;
    private final Clock clock;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    SessionService(
            Sessions sessions,
            SessionEndings endings,
            UserRepository users,
            SigningKeys keys,
            AuditLog audit,
            AuthConfig config,
            Clock clock) {
        this.sessions = sessions;
        this.endings = endings;
        this.users = users;
        this.keys = keys;
        this.audit = audit;
        this.config = config.sessions();
        this.clock = clock;
    }

    /**
     * Opens a session for somebody whose password was right a moment ago; empty when the account has changed since.
     *
     * @param passwordHash the hash that was checked
     */
    @Transactional
    Optional<Grant> open(long userId, String passwordHash, boolean secondFactor, Device device) {
        Optional<User> found = users.lock(userId)
                .filter(user -> !user.isDisabled() && user.passwordHash().equals(passwordHash));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant absoluteEnd = now.plus(config.absolute());
        Instant idleEnd = now.plus(config.idle());
        Session session = new Session(
                ids.generate(),
                userId,
                0,
                keys.active().kid(),
                secondFactor,
                device,
                now,
                now,
                idleEnd.isBefore(absoluteEnd) ? idleEnd : absoluteEnd,
                null);
        sessions.insert(session, absoluteEnd);
        audit.record(AuditKind.LOGIN_SUCCEEDED, userId, null, session.id());
        endings.endBeyond(userId, config.maxPerUser());
        return Optional.of(Grant.of(session, found.get(), now));
    }

    @Transactional
    List<SessionList.Item> list(long userId, String current) {
        return sessions.alive(userId, clock.instant()).stream()
                .map(session ->
                        SessionList.Item.from(session, session.id().toString().equals(current)))
                .toList();
    }

    /** False when the user has no such session. */
    @Transactional
    boolean end(long userId, UUID sessionId) {
        return endings.end(userId, sessionId, EndReason.ENDED, AuditKind.SESSION_ENDED);
    }

    @Transactional
    void endAll(long userId) {
        User user = users.lock(userId).orElseThrow();
        user.revokeTokens(clock.instant());
        users.flush();
        audit.record(AuditKind.ALL_SESSIONS_ENDED, userId, null, null);
        endings.endAll(userId, EndReason.ALL_ENDED, user.tokensValidFrom());
    }
}
