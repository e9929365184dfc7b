package io.vitrina.auth.totp;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.user.AccessChanged;
import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserRepository;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The admins' second factor: an authenticator app. */
@Bounded
@ApplicationScoped
public class TotpService {

    private final TotpSecrets secrets;
    private final UserRepository users;
    private final AuditLog audit;
    private final Event<SecondFactorShown> shown;
    private final Event<AccessChanged> changes;
    private final AuthConfig config;

    TotpService(
            TotpSecrets secrets,
            UserRepository users,
            AuditLog audit,
            Event<SecondFactorShown> shown,
            Event<AccessChanged> changes,
            AuthConfig config) {
        this.secrets = secrets;
        this.users = users;
        this.audit = audit;
        this.shown = shown;
        this.changes = changes;
        this.config = config;
    }

    /** A secret for the app; it counts for nothing until {@link #confirm}. */
    @Transactional
    TotpResponse prepare(long userId) {
        User user = requireAdmin(userId);
        byte[] secret = secrets.prepare(userId)
                .orElseThrow(() -> ProblemException.conflict("a second factor is switched on already"));
        audit.record(AuditKind.TOTP_PREPARED, userId, null, null);
        String text = TotpCode.base32(secret);
        String shop = encode(config.mail().shopName());
        String url = "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(shop, encode(user.email()), text, shop, TotpCode.DIGITS, TotpCode.STEP_SECONDS);
        return new TotpResponse(text, url);
    }

    /** Switches it on; all sessions end but this one, in which the factor was shown just now. */
    @Transactional
    void confirm(long userId, UUID sessionId, String code) {
        User user = requireAdmin(userId);
        if (!secrets.isPrepared(userId)) {
            throw ProblemException.conflict("there is nothing to confirm: ask for a secret first");
        }
        if (!secrets.confirm(userId, code)) {
            throw ProblemException.invalid("code", "is wrong or too old");
        }
        audit.record(AuditKind.TOTP_ENABLED, userId, null, sessionId);
        shown.fire(new SecondFactorShown(userId, sessionId));
        changes.fire(new AccessChanged(userId, AccessChanged.Why.SECOND_FACTOR, sessionId, user.tokensValidFrom()));
    }

    /**
     * Switches it off; nothing happens when it isn't on.
     *
     * @param bySecondFactor whether the session that asks was opened with the factor: a stolen password isn't enough
     */
    @Transactional
    void disable(long userId, UUID sessionId, boolean bySecondFactor) {
        if (secrets.isOn(userId)) {
            if (!bySecondFactor) {
                throw ProblemException.forbidden("this session was opened without the second factor");
            }
            if (config.adminTotp() == AuthConfig.Requirement.REQUIRED) {
                throw ProblemException.conflict("admins of this shop need a second factor");
            }
        }
        if (secrets.delete(userId)) {
            audit.record(AuditKind.TOTP_DISABLED, userId, null, sessionId);
        }
    }

    /** Whether the user's logins ask for a code. */
    @Transactional
    public boolean isOn(long userId) {
        return secrets.isOn(userId);
    }

    /** Whether the code is the user's own of just now, and wasn't used before. */
    @Transactional
    public boolean spend(long userId, String code) {
        return secrets.spend(userId, code);
    }

    private User requireAdmin(long userId) {
        return users.findByIdOptional(userId)
                .filter(User::isAdmin)
                .orElseThrow(() -> ProblemException.forbidden("a second factor is for admins"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
