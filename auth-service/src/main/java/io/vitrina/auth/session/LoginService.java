package io.vitrina.auth.session;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.password.PasswordHasher;
import io.vitrina.auth.throttle.LoginThrottle;
import io.vitrina.auth.throttle.PasswordCheck;
import io.vitrina.auth.user.LoginName;
import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserService;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Lets people in. A login that nobody has goes the same way as a wrong password, through the same statements and one
 * hash, so that neither the answer nor its time tells them apart.
 */
@ApplicationScoped
public class LoginService {

    private final UserService users;
    private final LoginThrottle throttle;
    private final PasswordCheck passwords;
    private final PasswordHasher hasher;
    private final SessionService sessions;
    private final LoginOutcomes outcomes;
    private final boolean mustBeVerified;

    LoginService(
            UserService users,
            LoginThrottle throttle,
            PasswordCheck passwords,
            PasswordHasher hasher,
            SessionService sessions,
            LoginOutcomes outcomes,
            AuthConfig config) {
        this.users = users;
        this.throttle = throttle;
        this.passwords = passwords;
        this.hasher = hasher;
        this.sessions = sessions;
        this.outcomes = outcomes;
        this.mustBeVerified = config.verification() == AuthConfig.Verification.REQUIRED;
    }

    Grant login(LoginRequest request, Device device) {
        LoginName name = LoginName.parse(request.login());
        Optional<User> found = users.find(name);
        byte[] key = found.map(user -> throttle.keyOf(user.id())).orElseGet(() -> throttle.keyOf(name.value()));
        String hash = found.map(User::passwordHash).orElseGet(hasher::dummy);
        if (!matches(key, request.password(), hash, found) || found.isEmpty()) {
            outcomes.wrong(key, found.map(User::id).orElse(null));
            throw wrong();
        }
        User user = found.get();
        refuseWhoMayNot(key, user);
        outcomes.right(key);
        String current = upgrade(user, request.password());
        return sessions.open(user.id(), current, false, device).orElseThrow(LoginService::wrong);
    }

    private boolean matches(byte[] key, String password, String hash, Optional<User> found) {
        try {
            return passwords.matches(key, password, hash);
        } catch (ProblemException e) {
            if (e.kind() == Problems.TOO_MANY_REQUESTS) {
                outcomes.note(AuditKind.LOGIN_THROTTLED, found.map(User::id).orElse(null));
            }
            throw e;
        }
    }

    private void refuseWhoMayNot(byte[] key, User user) {
        if (user.isDisabled()) {
            outcomes.refused(key, user.id(), AuditKind.LOGIN_REFUSED_DISABLED);
            throw ProblemException.forbidden("the account is disabled");
        }
        if (mustBeVerified && !user.isVerified()) {
            outcomes.refused(key, user.id(), AuditKind.LOGIN_REFUSED_UNVERIFIED);
            throw ProblemException.forbidden("the e-mail address has to be verified first");
        }
    }

    /** Makes a hash of an older kind, or a cheaper one, anew; the hash that the account has afterwards. */
    private String upgrade(User user, String password) {
        if (!hasher.isOutdated(user.passwordHash())) {
            return user.passwordHash();
        }
        try {
            return outcomes.replaceHash(user.id(), user.passwordHash(), hasher.hash(password));
        } catch (ProblemException e) {
            // The pool is full: the next login will do it.
            return user.passwordHash();
        }
    }

    private static ProblemException wrong() {
        return ProblemException.unauthorized("the login or the password is wrong");
    }
}
