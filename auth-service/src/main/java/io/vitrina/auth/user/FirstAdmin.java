package io.vitrina.auth.user;

import io.quarkus.runtime.StartupEvent;
import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.database.Sql;
import io.vitrina.auth.password.PasswordHasher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the first admin at start, from configuration, when there is none yet. */
@ApplicationScoped
public class FirstAdmin {

    private static final Logger LOG = Logger.getLogger(FirstAdmin.class);
    private static final String NAME = "Administrator";

    private final UserRepository users;
    private final PasswordHasher hasher;
    private final Sql sql;
    private final AuthConfig config;
    private final Clock clock;

    FirstAdmin(UserRepository users, PasswordHasher hasher, Sql sql, AuthConfig config, Clock clock) {
        this.users = users;
        this.hasher = hasher;
        this.sql = sql;
        this.config = config;
        this.clock = clock;
    }

    @Transactional
    void make(@Observes StartupEvent start) {
        make();
    }

    /** Does nothing when there is an admin, or none is configured; safe from many replicas at once. */
    @Transactional
    public void make() {
        Optional<String> email = config.admin().email().filter(text -> !text.isBlank());
        Optional<String> password = config.admin().password().filter(text -> !text.isBlank());
        if (email.isEmpty() || password.isEmpty()) {
            return;
        }
        sql.list("SELECT pg_advisory_xact_lock(hashtext('auth.admins'))", row -> null);
        if (users.anyAdmin()) {
            return;
        }
        Instant now = clock.instant();
        String hash = hasher.hash(password.get());
        User admin = users.findByEmail(email.get()).orElseGet(() -> create(email.get(), hash, now));
        // An account that was there before gets the configured password: whoever made it is not trusted with the shop.
        admin.changePassword(hash, now);
        admin.verify(now);
        admin.makeAdmin(true, now);
        users.flush();
        LOG.infof("made user %d the first admin", admin.id());
    }

    private User create(String email, String hash, Instant now) {
        User.Profile profile = new User.Profile(NAME, email, config.admin().phone(), null);
        User admin = new User(profile, hash, config.mail().defaultLanguage(), now);
        users.persist(admin);
        return admin;
    }
}
