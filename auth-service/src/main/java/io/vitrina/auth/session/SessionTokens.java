package io.vitrina.auth.session;

import io.vitrina.auth.key.SigningKey;
import io.vitrina.auth.key.SigningKeys;
import io.vitrina.auth.token.AccessTokenIssuer;
import io.vitrina.auth.token.RefreshTokens;
import io.vitrina.auth.user.UserResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Makes the tokens of a session; outside of any transaction, since signing takes longer than all of its statements. */
@ApplicationScoped
class SessionTokens {

    private final AccessTokenIssuer accessTokens;
    private final RefreshTokens refreshTokens;
    private final SigningKeys keys;
    private final Clock clock;

    SessionTokens(AccessTokenIssuer accessTokens, RefreshTokens refreshTokens, SigningKeys keys, Clock clock) {
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.keys = keys;
        this.clock = clock;
    }

    TokenResponse of(Grant grant) {
        Session session = grant.session();
        UserResponse user = grant.user();
        SigningKey key = keys.signing(session.kid()).orElseGet(keys::active);
        String access = accessTokens.issue(new AccessTokenIssuer.Subject(
                user.id(),
                user.email(),
                "verified".equals(user.status()),
                grant.roles(),
                session.id(),
                grant.validFrom()));
        return new TokenResponse(
                access,
                refreshTokens.write(session.token(), key),
                "Bearer",
                accessTokens.life().toSeconds(),
                Duration.between(clock.instant(), session.expiresAt())
                        .plusMillis(500)
                        .toSeconds(),
                user);
    }
}
