package io.vitrina.auth.token;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.key.SigningKeys;
import io.vitrina.kit.security.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/** Issues access tokens, for users and for services. */
@ApplicationScoped
public class AccessTokenIssuer {

    static final String TYPE = "at+jwt";
    static final String AUDIENCE = "vitrina";

    private static final Duration SERVICE_LIFE = Duration.ofMinutes(10);

    private final SigningKeys keys;
    private final Clock clock;
    private final String issuer;
    private final Duration life;

    AccessTokenIssuer(
            SigningKeys keys,
            Clock clock,
            AuthConfig config,
            @ConfigProperty(name = "vitrina.token.issuer") String issuer) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = issuer;
        this.life = config.sessions().accessToken();
    }

    /**
     * Whom a token is for.
     *
     * @param secondFactor whether one was shown in the session
     * @param validFrom tokens issued earlier open nothing, so this one isn't
     * @param at when all this was so
     */
    public record Subject(
            long userId,
            String email,
            boolean verified,
            List<String> roles,
            UUID sessionId,
            boolean secondFactor,
            Instant validFrom,
            Instant at) {}

    /** A user's token; what it may do is fixed for its life. */
    public String issue(Subject subject) {
        // After a revocation in this very second the token carries the next one, to be told from those before it.
        Instant issuedAt = subject.at().isBefore(subject.validFrom()) ? subject.validFrom() : subject.at();
        JwtClaims claims = claims(Long.toString(subject.userId()), issuedAt, life);
        claims.setStringClaim("upn", subject.email());
        claims.setStringListClaim("groups", subject.roles());
        claims.setStringClaim("scope", "access_token");
        claims.setStringClaim("sid", subject.sessionId().toString());
        claims.setClaim("email_verified", subject.verified());
        claims.setStringListClaim("amr", subject.secondFactor() ? List.of("pwd", "otp") : List.of("pwd"));
        return Jws.sign(claims, TYPE, keys.active());
    }

    /** Another service's token. */
    public String issueForService(String clientId, Set<String> scopes) {
        JwtClaims claims = claims(clientId, clock.instant(), SERVICE_LIFE);
        claims.setStringClaim("upn", clientId);
        claims.setStringListClaim("groups", Roles.SERVICE);
        claims.setStringClaim("scope", String.join(" ", scopes.stream().sorted().toList()));
        return Jws.sign(claims, TYPE, keys.active());
    }

    public Duration life() {
        return life;
    }

    public Duration serviceLife() {
        return SERVICE_LIFE;
    }

    private JwtClaims claims(String subject, Instant issuedAt, Duration lifetime) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setIssuedAt(NumericDate.fromSeconds(issuedAt.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(issuedAt.plus(lifetime).getEpochSecond()));
        claims.setJwtId(UUID.randomUUID().toString());
        return claims;
    }
}
