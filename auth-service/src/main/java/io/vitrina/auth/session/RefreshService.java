package io.vitrina.auth.session;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.database.Bounded;
import io.vitrina.auth.key.SigningKeys;
import io.vitrina.auth.token.RefreshToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Rotates refresh tokens. One conditional update decides who spends a token; whoever comes second within the grace gets
 * what the first one got; whoever shows an older one ends the session for everybody.
 */
@Bounded
@ApplicationScoped
public class RefreshService {

    private final Rotation rotation;
    private final SpentTokens spent;
    private final SessionEndings endings;
    private final SigningKeys keys;
    private final Duration idle;
    private final Clock clock;

    RefreshService(
            Rotation rotation,
            SpentTokens spent,
            SessionEndings endings,
            SigningKeys keys,
            AuthConfig config,
            Clock clock) {
        this.rotation = rotation;
        this.spent = spent;
        this.endings = endings;
        this.keys = keys;
        this.idle = config.sessions().idle();
        this.clock = clock;
    }

    /** The session after the token was spent; empty when the token is good for nothing. */
    Optional<Grant> refresh(RefreshToken token, Device device) {
        // The database keeps microseconds: what is signed now must be what is read then.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return rotation.spend(token, keys.active().kid(), device, now, now.plus(idle))
                .or(() -> spent.shownAgain(token, now));
    }

    /** Ends the token's session; whoever holds any token of it may. */
    @Transactional
    void logout(RefreshToken token) {
        endings.end(token.userId(), token.sessionId(), EndReason.LOGOUT, AuditKind.LOGGED_OUT);
    }
}
