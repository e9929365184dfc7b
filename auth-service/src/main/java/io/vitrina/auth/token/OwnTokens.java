package io.vitrina.auth.token;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vitrina.auth.key.SigningKeys;
import io.vitrina.kit.security.AccessTokens;
import io.vitrina.kit.security.Revocations;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks access tokens as every service does, only that the keys are at hand: the issuer doesn't ask itself over HTTP.
 */
@Alternative
@Priority(2)
@Singleton
public class OwnTokens extends AccessTokens {

    private static final int MAX_HEADER = 512;
    private static final Pattern KID = Pattern.compile("\"kid\"\\s*:\\s*\"([A-Za-z0-9_-]{1,64})\"");

    private final SigningKeys keys;

    OwnTokens(SigningKeys keys, Revocations revocations) {
        super(revocations);
        this.keys = keys;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        JWTAuthContextInfo own = new JWTAuthContextInfo(context);
        own.setPublicVerificationKey(keyOf(token));
        return super.parse(token, own);
    }

    private RSAPublicKey keyOf(String token) throws ParseException {
        int dot = token.indexOf('.');
        if (dot <= 0 || dot > MAX_HEADER) {
            throw new ParseException("not a JWT of ours");
        }
        try {
            Matcher kid = KID.matcher(
                    new String(Base64.getUrlDecoder().decode(token.substring(0, dot)), StandardCharsets.UTF_8));
            if (!kid.find()) {
                throw new ParseException("no kid");
            }
            return keys.published(kid.group(1)).orElseThrow(() -> new ParseException("unknown kid"));
        } catch (IllegalArgumentException e) {
            throw new ParseException("not a JWT", e);
        }
    }
}
