package io.vitrina.auth.verification;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.user.Accounts;
import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserRepository;
import io.vitrina.auth.user.UserResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Makes accounts. */
@Bounded
@ApplicationScoped
public class RegistrationService {

    private final UserRepository users;
    private final Accounts accounts;
    private final Codes codes;
    private final AuditLog audit;
    private final Clock clock;

    RegistrationService(UserRepository users, Accounts accounts, Codes codes, AuditLog audit, Clock clock) {
        this.users = users;
        this.accounts = accounts;
        this.codes = codes;
        this.audit = audit;
        this.clock = clock;
    }

    /** 409 naming the fields that another account has; asked before the dear hash is made. */
    @Transactional
    public void requireFree(User.Profile profile) {
        accounts.requireFree(profile.email(), profile.phone(), null);
    }

    /** The account, its code and the letter with it, or none of them. */
    @Transactional
    public UserResponse register(User.Profile profile, String passwordHash, String language) {
        User user = new User(profile, passwordHash, language, clock.instant());
        users.persist(user);
        accounts.flush();
        codes.issue(user.id(), Purpose.REGISTRATION, user.email(), language);
        audit.record(AuditKind.REGISTERED, user.id(), null, null);
        return UserResponse.from(user);
    }
}
