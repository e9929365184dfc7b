package io.vitrina.auth.session;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.key.SigningKeys;
import io.vitrina.auth.mail.MailKind;
import io.vitrina.auth.mail.Outbox;
import io.vitrina.auth.token.RefreshToken;
import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Rotates refresh tokens. One conditional update decides who spends a token; whoever comes second within the grace gets
 * what the first one got; whoever shows an older one ends the session for everybody.
 *
 * <p>A refusal is a result, not an exception: what it has changed is committed.
 */
@Bounded
@ApplicationScoped
public class RefreshService {

    private final Sessions sessions;
    private final SessionEndings endings;
    private final UserRepository users;
    private final SigningKeys keys;
    private final RefreshRecord log;
    private final AuthConfig.Sessions config;
    private final Clock clock;

    RefreshService(
            Sessions sessions,
            SessionEndings endings,
            UserRepository users,
            SigningKeys keys,
            RefreshRecord log,
            AuthConfig config,
            Clock clock) {
        this.sessions = sessions;
        this.endings = endings;
        this.users = users;
        this.keys = keys;
        this.log = log;
        this.config = config.sessions();
        this.clock = clock;
    }

    /** The session after the token was spent; empty when the token is good for nothing. */
    @Transactional
    Optional<Grant> refresh(RefreshToken token, Device device) {
        // The database keeps microseconds: what is signed now must be what is read then.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Session> session = sessions.rotate(
                        token.sessionId(),
                        token.userId(),
                        token.counter(),
                        keys.active().kid(),
                        device,
                        now,
                        now.plus(config.idle()))
                .or(() -> afterwards(token, now));
        Optional<User> user =
                session.flatMap(s -> users.findByIdOptional(s.userId())).filter(u -> !u.isDisabled());
        if (user.isEmpty()) {
            log.refused(token);
            return Optional.empty();
        }
        log.refreshed(token);
        return Optional.of(Grant.of(session.get(), user.get()));
    }

    /** What becomes of a token that isn't the newest one. */
    private Optional<Session> afterwards(RefreshToken token, Instant now) {
        Optional<Session> locked =
                sessions.lock(token.sessionId(), token.userId()).filter(s -> s.isAlive(now));
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        Session session = locked.get();
        if (session.forgives(token, now, config.grace())) {
            return locked;
        }
        // A token newer than the row was signed by us and then lost with a restored database: nobody stole it.
        if (token.counter() < session.counter()) {
            users.findByIdOptional(token.userId()).ifPresent(log::reused);
            endings.end(token.userId(), token.sessionId(), EndReason.REUSE, AuditKind.REFRESH_REUSED);
        }
        return Optional.empty();
    }

    /** Ends the token's session; whoever holds any token of it may. */
    @Transactional
    void logout(RefreshToken token) {
        endings.end(token.userId(), token.sessionId(), EndReason.LOGOUT, AuditKind.LOGGED_OUT);
    }

    /** What is written down and mailed about refreshes. */
    @ApplicationScoped
    static class RefreshRecord {

        private final AuditLog audit;
        private final Outbox outbox;

        RefreshRecord(AuditLog audit, Outbox outbox) {
            this.audit = audit;
            this.outbox = outbox;
        }

        void refreshed(RefreshToken token) {
            audit.record(AuditKind.REFRESHED, token.userId(), null, token.sessionId());
        }

        void refused(RefreshToken token) {
            audit.record(AuditKind.REFRESH_REFUSED, token.userId(), null, token.sessionId());
        }

        void reused(User user) {
            outbox.add(MailKind.SESSION_REUSE, user.id(), user.email(), user.language(), null);
        }
    }
}
