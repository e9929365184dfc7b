package io.vitrina.kit.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that no door may open to, by what is wrong with them (RFC 8725, RFC 9068).
 *
 * <p>Each would be a good admin's token but for the one thing its name says.
 */
public final class BadTokens {

    private static final String SUBJECT = "1";
    private static final List<String> GROUPS = List.of("user", "admin");

    private BadTokens() {}

    public static Map<String, String> all() {
        Map<String, String> bad = new LinkedHashMap<>();
        shapes(bad);
        headers(bad);
        claims(bad);
        signatures(bad);
        return bad;
    }

    private static void shapes(Map<String, String> bad) {
        String good = TestTokens.admin(1);
        String[] parts = good.split("\\.");
        bad.put("empty parts", "..");
        bad.put("not a JWT", "abc");
        bad.put("two parts", parts[0] + "." + parts[1]);
        bad.put("five parts, as if encrypted", good + "." + parts[1] + "." + parts[2]);
        bad.put("signature cut", good.substring(0, good.length() - 20));
        bad.put("signature absent", parts[0] + "." + parts[1] + ".");
        bad.put("header is no JSON", encode("{typ") + "." + parts[1] + "." + parts[2]);
        bad.put("claims are no JSON", TestTokens.sign(TestTokens.json(TestTokens.header()), "{sub"));
        bad.put("claims are a list", TestTokens.sign(TestTokens.json(TestTokens.header()), "[]"));
        bad.put("twice the size that is looked at", withClaim("pad", "x".repeat(13_000)));
    }

    private static void headers(Map<String, String> bad) {
        bad.put("alg none", unsigned("none"));
        bad.put("alg None", unsigned("None"));
        bad.put("alg missing", withHeader(header -> header.remove("alg")));
        bad.put("alg RS384 claimed", withHeader(header -> header.put("alg", "RS384")));
        bad.put("alg PS256 claimed", withHeader(header -> header.put("alg", "PS256")));
        bad.put("alg ES256 claimed", withHeader(header -> header.put("alg", "ES256")));
        bad.put("typ missing", withHeader(header -> header.remove("typ")));
        bad.put("typ JWT", withHeader(header -> header.put("typ", "JWT")));
        bad.put("typ of a refresh token", withHeader(header -> header.put("typ", "rt+jwt")));
        bad.put("kid missing", withHeader(header -> header.remove("kid")));
        bad.put("kid empty", withHeader(header -> header.put("kid", "")));
        bad.put("kid unknown", withHeader(header -> header.put("kid", "nobody's")));
        bad.put("brings its own key", withHeader(header -> header.put("jwk", Map.of("kty", "RSA"))));
        bad.put("points to a key", withHeader(header -> header.put("jku", "http://127.0.0.1/keys")));
        bad.put("points to a certificate", withHeader(header -> header.put("x5u", "http://127.0.0.1/cert")));
        bad.put("unknown critical header", withHeader(header -> header.put("crit", List.of("x"))));
    }

    private static void claims(Map<String, String> bad) {
        long now = Instant.now().getEpochSecond();
        bad.put("expired", withClaims(claims -> {
            claims.put("iat", now - 600);
            claims.put("exp", now - 31);
        }));
        bad.put("expired long ago", withClaim("exp", 1));
        bad.put("expiry is a text", withClaim("exp", "tomorrow"));
        bad.put("not yet valid", withClaim("nbf", now + 300));
        bad.put("issued in the future", withClaim("iat", now + 300));
        bad.put("issuer of somebody else", withClaim("iss", "someone-else"));
        bad.put("audience of somebody else", withClaim("aud", "another-shop"));
        bad.put("audiences of others", withClaim("aud", List.of("a", "b")));
        bad.put("subject is no user id", withClaim("sub", "root"));
        bad.put("scope of a refresh token", withClaim("scope", "refresh_token"));
        for (String claim : List.of("exp", "iat", "iss", "aud", "sub", "jti", "scope")) {
            bad.put(claim + " missing", withClaims(claims -> claims.remove(claim)));
        }
        String doubled = TestTokens.json(TestTokens.claims(SUBJECT, GROUPS, "access_token"));
        bad.put(
                "claim doubled",
                TestTokens.sign(TestTokens.json(TestTokens.header()), "{\"sub\":\"2\"," + doubled.substring(1)));
    }

    private static void signatures(Map<String, String> bad) {
        String good = TestTokens.admin(1);
        bad.put("one claim changed after signing", tampered(good));
        bad.put("signed by another key", TestTokens.signWith(otherKeys(), TestTokens.header(), goodClaims()));
        bad.put("HS256 with the public key as secret", hmacWithPublicKey());
        String other = TestTokens.user(2);
        bad.put(
                "signature of another token",
                good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')));
    }

    private static Map<String, Object> goodClaims() {
        return TestTokens.claims(SUBJECT, GROUPS, "access_token");
    }

    private static String withHeader(Consumer<Map<String, Object>> change) {
        Map<String, Object> header = TestTokens.header();
        change.accept(header);
        return TestTokens.sign(header, goodClaims());
    }

    private static String withClaim(String name, Object value) {
        return withClaims(claims -> claims.put(name, value));
    }

    private static String withClaims(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = goodClaims();
        change.accept(claims);
        return TestTokens.sign(TestTokens.header(), claims);
    }

    private static String unsigned(String algorithm) {
        Map<String, Object> header = TestTokens.header();
        header.put("alg", algorithm);
        return encode(TestTokens.json(header)) + "." + encode(TestTokens.json(goodClaims())) + ".";
    }

    private static String tampered(String token) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + encode(claims.replace("\"sub\":\"1\"", "\"sub\":\"2\"")) + "." + parts[2];
    }

    private static String hmacWithPublicKey() {
        try {
            Map<String, Object> header = TestTokens.header();
            header.put("alg", "HS256");
            String content = encode(TestTokens.json(header)) + "." + encode(TestTokens.json(goodClaims()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TestTokens.publicKey().getEncoded(), "HmacSHA256"));
            return content + "."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair otherKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
