package io.vitrina.auth.session;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.totp.TotpService;
import io.vitrina.auth.user.Credentials;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/** What is asked of somebody whose password is right. Nothing here is told to anybody else. */
@ApplicationScoped
class LoginGuard {

    private final TotpService totp;
    private final LoginOutcomes outcomes;
    private final boolean mustBeVerified;

    LoginGuard(TotpService totp, LoginOutcomes outcomes, AuthConfig config) {
        this.totp = totp;
        this.outcomes = outcomes;
        this.mustBeVerified = config.verification() == AuthConfig.Verification.REQUIRED;
    }

    /** 403 for the disabled, and for the unverified where the shop says so. */
    void requireWelcome(byte[] key, Credentials.Found user) {
        if (user.disabled()) {
            outcomes.refused(key, user.userId(), AuditKind.LOGIN_REFUSED_DISABLED);
            throw ProblemException.forbidden("the account is disabled");
        }
        if (mustBeVerified && !user.verified()) {
            outcomes.refused(key, user.userId(), AuditKind.LOGIN_REFUSED_UNVERIFIED);
            throw ProblemException.forbidden("the e-mail address has to be verified first");
        }
    }

    /**
     * Whether a second factor was shown; 401 when one is switched on and wasn't.
     *
     * @param code may be null
     */
    boolean takeSecondFactor(byte[] key, long userId, String code) {
        if (!totp.isOn(userId)) {
            return false;
        }
        if (code == null) {
            // Neither a failure nor a success: or one could clear one's failures by leaving the code out.
            outcomes.withoutCode(key, userId);
            throw new ProblemException(AuthProblems.TOTP_REQUIRED, "totp_code is required");
        }
        if (!totp.spend(userId, code)) {
            outcomes.wrong(key, userId);
            throw new ProblemException(AuthProblems.TOTP_REQUIRED, "totp_code is wrong or was used before");
        }
        return true;
    }
}
