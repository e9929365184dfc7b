package io.vitrina.auth.session;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.key.SigningKey;
import io.vitrina.auth.key.SigningKeys;
import io.vitrina.auth.token.AccessTokenIssuer;
import io.vitrina.auth.token.RefreshTokens;
import io.vitrina.auth.user.UserResponse;
import io.vitrina.kit.security.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Makes the tokens of a session; outside of any transaction, since signing takes longer than all of its statements. */
@ApplicationScoped
class SessionTokens {

    private final AccessTokenIssuer accessTokens;
    private final RefreshTokens refreshTokens;
    private final SigningKeys keys;
    private final Clock clock;
    private final boolean secondFactorRequired;

    SessionTokens(
            AccessTokenIssuer accessTokens,
            RefreshTokens refreshTokens,
            SigningKeys keys,
            Clock clock,
            AuthConfig config) {
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.keys = keys;
        this.clock = clock;
        this.secondFactorRequired = config.adminTotp() == AuthConfig.Requirement.REQUIRED;
    }

    TokenResponse of(Grant grant) {
        Session session = grant.session();
        UserResponse user = grant.user();
        SigningKey key = keys.signing(session.kid()).orElseGet(keys::active);
        String access = accessTokens.issue(new AccessTokenIssuer.Subject(
                user.id(),
                user.email(),
                "verified".equals(user.status()),
                roles(grant),
                session.id(),
                session.secondFactor(),
                grant.validFrom(),
                grant.decidedAt()));
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

    /** An admin without a second factor, where one is required, is a user. */
    private List<String> roles(Grant grant) {
        boolean onlyUser = secondFactorRequired && !grant.session().secondFactor();
        return onlyUser ? List.of(Roles.USER) : grant.user().roles();
    }
}
