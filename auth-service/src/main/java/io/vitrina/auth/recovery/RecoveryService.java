package io.vitrina.auth.recovery;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.mail.MailKind;
import io.vitrina.auth.mail.Outbox;
import io.vitrina.auth.throttle.LoginThrottle;
import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Mails links that set a new password, and takes them. */
@Bounded
@ApplicationScoped
public class RecoveryService {

    private final UserRepository users;
    private final ResetLinks links;
    private final PasswordReplacement replacement;
    private final LoginThrottle throttle;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    RecoveryService(
            UserRepository users,
            ResetLinks links,
            PasswordReplacement replacement,
            LoginThrottle throttle,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.users = users;
        this.links = links;
        this.replacement = replacement;
        this.throttle = throttle;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Notes that somebody wants a link; the same for every address, known or not. */
    @Transactional
    void request(String email, String language) {
        outbox.add(MailKind.RESET_REQUEST, null, email, language, null);
    }

    /** Queues the letter when there is such an account. */
    @Transactional
    void prepare(String email, String language) {
        users.findByEmail(email)
                .ifPresent(user -> links.issue(user.id()).ifPresent(nonce -> {
                    outbox.add(MailKind.RESET_LINK, user.id(), user.email(), language, nonce);
                    audit.record(AuditKind.PASSWORD_RESET_MAILED, user.id(), null, null);
                }));
    }

    @Transactional
    Optional<String> link(long userId, byte[] nonce) {
        return links.forLetter(userId, nonce);
    }

    /** Whose token it is, as long as it is good; a bad one is written down. */
    @Transactional
    Optional<User> owner(String token) {
        Optional<User> owner = links.owner(token).flatMap(users::findByIdOptional);
        if (owner.isEmpty()) {
            audit.record(AuditKind.PASSWORD_RESET_REFUSED, null, null, null);
        }
        return owner;
    }

    /** Spends the token; false when somebody was faster. Proves the address too: the letter went there. */
    @Transactional
    boolean reset(long userId, String token, String newHash) {
        Optional<User> owner = users.lock(userId);
        if (owner.isEmpty() || !links.spend(userId, token)) {
            return false;
        }
        User user = owner.get();
        user.verify(clock.instant());
        throttle.clear(throttle.keyOf(userId));
        audit.record(AuditKind.PASSWORD_RESET, userId, null, null);
        replacement.replace(user, newHash, null);
        return true;
    }
}
