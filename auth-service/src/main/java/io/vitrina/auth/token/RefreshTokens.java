package io.vitrina.auth.token;

import io.vitrina.auth.key.SigningKey;
import io.vitrina.auth.key.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/** Writes and reads refresh tokens. */
@ApplicationScoped
public class RefreshTokens {

    private static final Logger LOG = Logger.getLogger(RefreshTokens.class);
    private static final String TYPE = "rt+jwt";
    private static final String SCOPE = "refresh_token";
    private static final int MAX_LENGTH = 4_096;
    private static final AlgorithmConstraints RS256 =
            new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);
    private static final List<String> FOREIGN_KEYS = List.of("jwk", "jku", "x5u", "x5c", "crit");

    private final SigningKeys keys;
    private final Clock clock;
    private final String issuer;

    RefreshTokens(SigningKeys keys, Clock clock, @ConfigProperty(name = "vitrina.token.issuer") String issuer) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = issuer;
    }

    /** The token's text; the same for the same values and key. */
    public String write(RefreshToken token, SigningKey key) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(AccessTokenIssuer.AUDIENCE);
        claims.setSubject(Long.toString(token.userId()));
        claims.setIssuedAt(NumericDate.fromSeconds(token.issuedAt().getEpochSecond()));
        // Rounded up: the row, which knows fractions, has the last word.
        claims.setExpirationTime(NumericDate.fromSeconds(token.expiresAt().getEpochSecond() + 1));
        claims.setJwtId(token.sessionId() + "." + token.counter());
        claims.setStringClaim("scope", SCOPE);
        claims.setStringClaim("sid", token.sessionId().toString());
        claims.setClaim("cnt", token.counter());
        return Jws.sign(claims, TYPE, key);
    }

    /** What a token says, when it is one of ours; empty for anything else, an access token too. */
    public Optional<RefreshToken> read(String text) {
        return read(text, true);
    }

    /** The same, also of a token whose time is over: to end a session it is good enough. */
    public Optional<RefreshToken> readExpired(String text) {
        return read(text, false);
    }

    private Optional<RefreshToken> read(String text, boolean inTime) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            JwtClaims claims = verify(text, inTime);
            if (!SCOPE.equals(claims.getStringClaimValue("scope"))) {
                return Optional.empty();
            }
            return Optional.of(new RefreshToken(
                    UUID.fromString(claims.getStringClaimValue("sid")),
                    Long.parseLong(claims.getSubject()),
                    claims.getClaimValue("cnt", Number.class).longValue(),
                    instant(claims.getIssuedAt()),
                    instant(claims.getExpirationTime())));
        } catch (InvalidJwtException | JoseException | MalformedClaimException | RuntimeException e) {
            LOG.debugf("refresh token refused: %s", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private JwtClaims verify(String text, boolean inTime) throws InvalidJwtException, JoseException {
        JwtConsumerBuilder builder = new JwtConsumerBuilder()
                .setExpectedType(true, TYPE)
                .setExpectedIssuer(issuer)
                .setExpectedAudience(AccessTokenIssuer.AUDIENCE)
                .setRequireSubject()
                .setRequireIssuedAt()
                .setRequireJwtId()
                .setRequireExpirationTime()
                .setJwsAlgorithmConstraints(RS256)
                .setJwsProviderContext(Jws.PROVIDER)
                .setVerificationKeyResolver((jws, nesting) -> key(jws));
        Instant now = clock.instant();
        // A token whose time is over is judged as of the second it was made in.
        builder.setEvaluationTime(NumericDate.fromSeconds(inTime ? now.getEpochSecond() : 0));
        return builder.build().processToClaims(text);
    }

    private Key key(JsonWebSignature jws) throws UnresolvableKeyException {
        JsonWebStructure structure = jws;
        if (FOREIGN_KEYS.stream().anyMatch(name -> structure.getHeaders().getObjectHeaderValue(name) != null)) {
            throw new UnresolvableKeyException("the token brings its own key");
        }
        String kid = jws.getKeyIdHeaderValue();
        return keys.remembered(kid == null ? "" : kid).orElseThrow(() -> new UnresolvableKeyException("no such key"));
    }

    private static Instant instant(NumericDate date) {
        return Instant.ofEpochSecond(date.getValue());
    }
}
