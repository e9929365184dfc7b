package io.vitrina.auth.recovery;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.throttle.LoginThrottle;
import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserRepository;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Changes the password of somebody who is signed in. */
@Bounded
@ApplicationScoped
public class PasswordService {

    private final UserRepository users;
    private final ResetLinks links;
    private final PasswordReplacement replacement;
    private final LoginThrottle throttle;
    private final AuditLog audit;

    PasswordService(
            UserRepository users,
            ResetLinks links,
            PasswordReplacement replacement,
            LoginThrottle throttle,
            AuditLog audit) {
        this.users = users;
        this.links = links;
        this.replacement = replacement;
        this.throttle = throttle;
        this.audit = audit;
    }

    @Transactional
    User find(long userId) {
        return users.findByIdOptional(userId).orElseThrow(() -> ProblemException.notFound("user"));
    }

    /** The current password was wrong: it counts like a failed login, or a stolen token could guess on. */
    @Transactional
    void wrong(long userId) {
        throttle.failed(throttle.keyOf(userId));
        audit.record(AuditKind.PASSWORD_CHANGE_REFUSED, userId, null, null);
    }

    @Transactional
    void right(long userId) {
        throttle.succeeded(throttle.keyOf(userId));
    }

    /** False when the password was changed by somebody else since it was checked. */
    @Transactional
    boolean change(long userId, String checkedHash, String newHash, UUID session) {
        Optional<User> found = users.lock(userId).filter(u -> u.passwordHash().equals(checkedHash));
        found.ifPresent(user -> {
            links.forget(userId);
            audit.record(AuditKind.PASSWORD_CHANGED, userId, null, session);
            replacement.replace(user, newHash, session);
        });
        return found.isPresent();
    }
}
