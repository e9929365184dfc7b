package io.vitrina.auth.verification;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.mail.MailKind;
import io.vitrina.auth.mail.Outbox;
import io.vitrina.auth.user.Accounts;
import io.vitrina.auth.user.EmailClaimed;
import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserRepository;
import io.vitrina.auth.user.UserResponse;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Proves that an e-mail address is its user's. */
@Bounded
@ApplicationScoped
public class VerificationService {

    private final UserRepository users;
    private final Accounts accounts;
    private final Codes codes;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    VerificationService(
            UserRepository users, Accounts accounts, Codes codes, Outbox outbox, AuditLog audit, Clock clock) {
        this.users = users;
        this.accounts = accounts;
        this.codes = codes;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** The user, now verified; empty when the code is wrong, spent, too old or nobody's. A wrong try is counted. */
    @Transactional(dontRollbackOn = ProblemException.class)
    public Optional<UserResponse> verify(String email, String code) {
        Optional<User> owner = users.findByEmail(email);
        if (owner.isPresent() && codes.spend(owner.get().id(), Purpose.REGISTRATION, email, code)) {
            User user = owner.get();
            user.verify(clock.instant());
            return Optional.of(verified(user));
        }
        Optional<User> claimant = users.find("lower(pendingEmail) = lower(?1)", email).stream()
                .filter(user -> codes.spend(user.id(), Purpose.EMAIL_CHANGE, email, code))
                .findFirst();
        if (claimant.isPresent()) {
            User user = claimant.get();
            accounts.requireFree(email, null, user.id());
            user.proveClaimedEmail(clock.instant());
            audit.record(AuditKind.EMAIL_CHANGED, user.id(), null, null);
            return Optional.of(verified(user));
        }
        audit.record(AuditKind.VERIFICATION_REFUSED, owner.map(User::id).orElse(null), null, null);
        return Optional.empty();
    }

    /** Notes that somebody wants another code; the same for every address, known or not. */
    @Transactional
    public void requestCode(String email, String language) {
        outbox.add(MailKind.RESEND_REQUEST, null, email, language, null);
    }

    /** Sends another code where there is something to prove. */
    @Transactional
    public void resend(String email, String language) {
        users.findByEmail(email)
                .filter(user -> !user.isVerified())
                .ifPresent(user -> codes.issue(user.id(), Purpose.REGISTRATION, user.email(), language));
        users.find("lower(pendingEmail) = lower(?1)", email).stream()
                .forEach(user -> codes.issue(user.id(), Purpose.EMAIL_CHANGE, user.pendingEmail(), language));
    }

    /** Part of the transaction that remembers the claim. */
    void claimed(@Observes EmailClaimed claim) {
        codes.issue(claim.userId(), Purpose.EMAIL_CHANGE, claim.email(), claim.language());
    }

    private UserResponse verified(User user) {
        accounts.flush();
        audit.record(AuditKind.VERIFIED, user.id(), null, null);
        return UserResponse.from(user);
    }
}
