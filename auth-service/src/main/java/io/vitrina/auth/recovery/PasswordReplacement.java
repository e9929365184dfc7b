package io.vitrina.auth.recovery;

import io.vitrina.auth.mail.MailKind;
import io.vitrina.auth.mail.Outbox;
import io.vitrina.auth.user.AccessChanged;
import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** What comes with every new password: other sessions end, and its owner is told. Part of the caller's transaction. */
@ApplicationScoped
class PasswordReplacement {

    private final UserRepository users;
    private final Outbox outbox;
    private final Event<AccessChanged> changes;
    private final Clock clock;

    PasswordReplacement(UserRepository users, Outbox outbox, Event<AccessChanged> changes, Clock clock) {
        this.users = users;
        this.outbox = outbox;
        this.changes = changes;
        this.clock = clock;
    }

    /** The one session goes on, if there is one. */
    void replace(User user, String newHash, UUID keep) {
        Instant now = clock.instant();
        user.changePassword(newHash, now);
        if (keep == null) {
            user.revokeTokens(now);
        }
        users.flush();
        outbox.add(MailKind.PASSWORD_CHANGED, user.id(), user.email(), user.language(), null);
        changes.fire(new AccessChanged(user.id(), AccessChanged.Why.PASSWORD, keep, user.tokensValidFrom()));
    }
}
