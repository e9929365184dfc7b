package io.vitrina.auth.user;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.database.Sql;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;

/** Reads and changes accounts. */
@Bounded
@ApplicationScoped
public class UserService {

    private static final String LAST_ADMIN = "the last admin can't be deleted, demoted or disabled";

    private final UserRepository users;
    private final Accounts accounts;
    private final Sql sql;
    private final AuditLog audit;
    private final Event<EmailClaimed> claims;
    private final Event<AccessChanged> changes;
    private final Clock clock;

    UserService(
            UserRepository users,
            Accounts accounts,
            Sql sql,
            AuditLog audit,
            Event<EmailClaimed> claims,
            Event<AccessChanged> changes,
            Clock clock) {
        this.users = users;
        this.accounts = accounts;
        this.sql = sql;
        this.audit = audit;
        this.claims = claims;
        this.changes = changes;
        this.clock = clock;
    }

    @Transactional
    public UserResponse get(long id) {
        return UserResponse.from(users.findByIdOptional(id).orElseThrow(UserService::absent));
    }

    /**
     * Changes an account.
     *
     * @param actor who asks; an admin, or the account's owner
     * @param fresh whether the state is the one the client saw
     * @param language of the letter that a claimed address gets
     */
    @Transactional
    public UserResponse patch(long id, UserPatch patch, Actor actor, Predicate<UserResponse> fresh, String language) {
        patch.validate();
        if (patch.roles().present() || patch.disabled().present()) {
            lockAdmins();
        }
        User user = users.lock(id).orElseThrow(UserService::absent);
        if (!fresh.test(UserResponse.from(user))) {
            throw ProblemException.stale();
        }
        accounts.requireFree(patch.email().value(), patch.phone().value(), id);
        Instant now = clock.instant();
        patch.fullName().ifPresent(name -> user.rename(name, now));
        patch.phone().ifPresent(phone -> user.changePhone(phone, now));
        patch.imageUrl().ifPresent(url -> user.changeImage(url, now));
        patch.email().ifPresent(email -> changeEmail(user, email, actor, language));
        patch.roles().ifPresent(roles -> changeRoles(user, roles.contains("admin"), actor));
        patch.disabled().ifPresent(disabled -> disable(user, disabled, actor));
        accounts.flush();
        return UserResponse.from(user);
    }

    /** Deletes an account and everything personal with it; its orders, which know only the id, stay. */
    @Transactional
    public void delete(long id, Actor actor, Predicate<UserResponse> fresh) {
        lockAdmins();
        User user = users.lock(id).orElseThrow(UserService::absent);
        if (!fresh.test(UserResponse.from(user))) {
            throw ProblemException.stale();
        }
        requireAnotherAdmin(user);
        user.revokeTokens(clock.instant());
        changes.fire(new AccessChanged(id, AccessChanged.Why.DELETED, null, user.tokensValidFrom()));
        audit.record(AuditKind.USER_DELETED, id, actor.id(), null);
        users.delete(user);
        users.flush();
    }

    private void changeEmail(User user, String email, Actor actor, String language) {
        Instant now = clock.instant();
        if (actor.isAdmin()) {
            user.changeEmail(email, now);
            audit.record(AuditKind.EMAIL_CHANGED, user.id(), actor.id(), null);
        } else if (!email.equals(user.email())) {
            user.claimEmail(email, now);
            claims.fire(new EmailClaimed(user.id(), email, language, true));
            audit.record(AuditKind.EMAIL_CLAIMED, user.id(), actor.id(), null);
        }
    }

    private void changeRoles(User user, boolean admin, Actor actor) {
        if (admin == user.isAdmin()) {
            return;
        }
        if (!admin) {
            requireAnotherAdmin(user);
        }
        user.makeAdmin(admin, clock.instant());
        accounts.flush();
        changes.fire(new AccessChanged(user.id(), AccessChanged.Why.ROLES, null, user.tokensValidFrom()));
        audit.record(admin ? AuditKind.ADMIN_GRANTED : AuditKind.ADMIN_REVOKED, user.id(), actor.id(), null);
    }

    private void disable(User user, boolean disabled, Actor actor) {
        if (disabled == user.isDisabled()) {
            return;
        }
        if (disabled) {
            requireAnotherAdmin(user);
        }
        user.disable(disabled, clock.instant());
        accounts.flush();
        AccessChanged.Why why = disabled ? AccessChanged.Why.DISABLED : AccessChanged.Why.ENABLED;
        changes.fire(new AccessChanged(user.id(), why, null, user.tokensValidFrom()));
        audit.record(disabled ? AuditKind.USER_DISABLED : AuditKind.USER_ENABLED, user.id(), actor.id(), null);
    }

    /** Two admins who demote each other at once must not both succeed: whoever may unmake an admin goes alone. */
    private void lockAdmins() {
        sql.list("SELECT pg_advisory_xact_lock(hashtext('auth.admins'))", row -> null);
    }

    private void requireAnotherAdmin(User user) {
        if (user.isAdmin()
                && !user.isDisabled()
                && users.count("admin AND NOT disabled AND id <> ?1", user.id()) == 0) {
            throw ProblemException.conflict(LAST_ADMIN);
        }
    }

    private static ProblemException absent() {
        return ProblemException.notFound("user");
    }

    /** Who asks for a change. */
    public record Actor(long id, boolean isAdmin) {}
}
