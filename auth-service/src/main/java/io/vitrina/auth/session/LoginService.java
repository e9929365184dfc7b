package io.vitrina.auth.session;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.password.PasswordHasher;
import io.vitrina.auth.throttle.LoginThrottle;
import io.vitrina.auth.throttle.PasswordCheck;
import io.vitrina.auth.user.Credentials;
import io.vitrina.auth.user.LoginName;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Lets people in. A login that nobody has goes the same way as a wrong password, through the same statements and one
 * hash, so that neither the answer nor its time tells them apart.
 */
@ApplicationScoped
public class LoginService {

    private final Credentials credentials;
    private final LoginThrottle throttle;
    private final PasswordCheck passwords;
    private final PasswordHasher hasher;
    private final LoginOutcomes outcomes;
    private final LoginGuard guard;

    LoginService(
            Credentials credentials,
            LoginThrottle throttle,
            PasswordCheck passwords,
            PasswordHasher hasher,
            LoginOutcomes outcomes,
            LoginGuard guard) {
        this.credentials = credentials;
        this.throttle = throttle;
        this.passwords = passwords;
        this.hasher = hasher;
        this.outcomes = outcomes;
        this.guard = guard;
    }

    Grant login(LoginRequest request, Device device) {
        LoginName name = LoginName.parse(request.login());
        Credentials.Found found = credentials.find(name, hasher.dummy());
        byte[] key = found.isKnown() ? throttle.keyOf(found.userId()) : throttle.keyOf(name.value());
        if (!matches(key, request.password(), found) || !found.isKnown()) {
            outcomes.wrong(key, found.knownId());
            throw wrong();
        }
        guard.requireWelcome(key, found);
        boolean secondFactor = guard.takeSecondFactor(key, found.userId(), request.totpCode());
        String hash = upgrade(found, request.password());
        return outcomes.welcome(key, found.userId(), hash, secondFactor, device).orElseThrow(LoginService::wrong);
    }

    private boolean matches(byte[] key, String password, Credentials.Found found) {
        try {
            return passwords.matches(key, password, found.passwordHash());
        } catch (ProblemException e) {
            if (e.kind() == Problems.TOO_MANY_REQUESTS) {
                outcomes.note(AuditKind.LOGIN_THROTTLED, found.knownId());
            }
            throw e;
        }
    }

    /** Makes a hash of an older kind, or a cheaper one, anew; the hash that the account has afterwards. */
    private String upgrade(Credentials.Found found, String password) {
        if (!hasher.isOutdated(found.passwordHash())) {
            return found.passwordHash();
        }
        try {
            return outcomes.replaceHash(found.userId(), found.passwordHash(), hasher.hash(password));
        } catch (ProblemException e) {
            // The pool is full: the next login will do it.
            return found.passwordHash();
        }
    }

    private static ProblemException wrong() {
        return ProblemException.unauthorized("the login or the password is wrong");
    }
}
