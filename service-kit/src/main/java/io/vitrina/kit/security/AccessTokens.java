package io.vitrina.kit.security;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vitrina.kit.request.CallLog;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jose4j.jwt.consumer.JwtContext;

/**
 * Accepts access tokens only (RFC 9068): the library checks signature, algorithm, issuer, audience and expiry, this
 * class what the library doesn't.
 *
 * <p>A refresh token is signed by the same key; its {@code typ} and {@code scope} are what keeps it from opening a
 * resource.
 */
@ApplicationScoped
@Alternative
@Priority(1)
public class AccessTokens extends JWTCallerPrincipalFactory {

    /** Longest token that is looked at at all, characters; ours are near 900. */
    private static final int MAX_LENGTH = 8_192;

    private static final String ACCESS_TOKEN = "at+jwt";
    private static final Pattern TYPE = Pattern.compile("\"typ\"\\s*:\\s*\"" + Pattern.quote(ACCESS_TOKEN) + "\"");
    /** The library takes the only key there is for a token that names none. */
    private static final Pattern KEY_ID = Pattern.compile("\"kid\"\\s*:\\s*\"[^\"]");

    private static final List<String> FOREIGN_KEYS = List.of("\"jwk\"", "\"jku\"", "\"x5u\"", "\"x5c\"", "\"crit\"");
    private static final List<String> REQUIRED = List.of("sub", "exp", "iat", "jti", "iss", "aud", "scope");
    private static final long SKEW_SECONDS = 30;

    private final Clock clock = Clock.systemUTC();
    private final TokenParser parser = new TokenParser();
    private final Revocations revocations;

    protected AccessTokens(Revocations revocations) {
        this.revocations = revocations;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        checkHeader(token);
        JwtContext parsed = parser.parse(token, context);
        JWTCallerPrincipal principal = new DefaultJWTCallerPrincipal(ACCESS_TOKEN, parsed.getJwtClaims());
        for (String claim : REQUIRED) {
            if (principal.getClaim(claim) == null) {
                throw new ParseException("claim " + claim + " is missing");
            }
        }
        if (principal.getIssuedAtTime() > clock.instant().getEpochSecond() + SKEW_SECONDS) {
            throw new ParseException("issued in the future");
        }
        if (!principal.getGroups().contains(Roles.SERVICE)) {
            checkUser(principal);
        }
        return principal;
    }

    /** Fetches the keys before a token needs them; false when they can't be had now. */
    boolean fetchKeys(JWTAuthContextInfo context) {
        return parser.fetchKeys(context);
    }

    /** Whether a token could be checked at all. */
    boolean hasKeys() {
        return parser.hasKeys();
    }

    private void checkUser(JWTCallerPrincipal principal) throws ParseException {
        if (!"access_token".equals(principal.getClaim("scope"))) {
            throw new ParseException("not an access token");
        }
        long userId;
        try {
            userId = Long.parseLong(principal.getSubject());
        } catch (NumberFormatException e) {
            throw new ParseException("the subject is not a user id");
        }
        String sessionId = principal.getClaim("sid");
        if (revocations.refuses(userId, sessionId, principal.getIssuedAtTime())) {
            throw new ParseException("revoked");
        }
        CallLog.isBy(principal.getSubject());
    }

    private static void checkHeader(String token) throws ParseException {
        if (token.length() > MAX_LENGTH) {
            throw new ParseException("too long");
        }
        int dot = token.indexOf('.');
        if (dot < 0) {
            throw new ParseException("not a JWT");
        }
        String header;
        try {
            header = new String(Base64.getUrlDecoder().decode(token.substring(0, dot)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ParseException("not a JWT", e);
        }
        // Our own headers hold typ, alg and kid, written without escapes: text is enough, and costs nothing.
        if (!TYPE.matcher(header).find()) {
            throw new ParseException("typ is not at+jwt");
        }
        if (!KEY_ID.matcher(header).find()) {
            throw new ParseException("kid is missing");
        }
        if (FOREIGN_KEYS.stream().anyMatch(header::contains)) {
            throw new ParseException("the token brings its own key");
        }
    }
}
