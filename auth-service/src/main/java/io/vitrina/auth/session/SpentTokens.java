package io.vitrina.auth.session;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.mail.MailKind;
import io.vitrina.auth.mail.Outbox;
import io.vitrina.auth.token.RefreshToken;
import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What becomes of a refresh token that is not the newest of a living session: forgiven, refused, or an alarm. */
@ApplicationScoped
class SpentTokens {

    private final Sessions sessions;
    private final SessionEndings endings;
    private final UserRepository users;
    private final AuditLog audit;
    private final Outbox outbox;
    private final Duration grace;

    SpentTokens(
            Sessions sessions,
            SessionEndings endings,
            UserRepository users,
            AuditLog audit,
            Outbox outbox,
            AuthConfig config) {
        this.sessions = sessions;
        this.endings = endings;
        this.users = users;
        this.audit = audit;
        this.outbox = outbox;
        this.grace = config.sessions().grace();
    }

    /**
     * The session as it is, when the token's own answer may have been lost; empty otherwise. A refusal is a result, not an
     * exception: what it has changed is committed.
     */
    @Transactional
    Optional<Grant> shownAgain(RefreshToken token, Instant now) {
        Optional<Session> session = forgiven(token, now);
        Optional<User> user =
                session.flatMap(s -> users.findByIdOptional(s.userId())).filter(u -> !u.isDisabled());
        audit.record(
                user.isPresent() ? AuditKind.REFRESHED : AuditKind.REFRESH_REFUSED,
                token.userId(),
                null,
                token.sessionId());
        return user.map(u -> Grant.of(session.get(), u, now));
    }

    private Optional<Session> forgiven(RefreshToken token, Instant now) {
        Optional<Session> locked =
                sessions.lock(token.sessionId(), token.userId()).filter(s -> s.isAlive(now));
        if (locked.isEmpty() || locked.get().forgives(token, now, grace)) {
            return locked;
        }
        // A token newer than the row was signed by us and then lost with a restored database: nobody stole it.
        if (token.counter() < locked.get().counter()) {
            users.findByIdOptional(token.userId())
                    .ifPresent(
                            user -> outbox.add(MailKind.SESSION_REUSE, user.id(), user.email(), user.language(), null));
            endings.end(token.userId(), token.sessionId(), EndReason.REUSE, AuditKind.REFRESH_REUSED);
        }
        return Optional.empty();
    }
}
