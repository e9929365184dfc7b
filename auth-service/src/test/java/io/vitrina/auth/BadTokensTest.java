package io.vitrina.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.key.SigningKeys;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.kit.testing.TestTokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Tokens signed by the true key or a false one, each wrong in one way: none opens anything, none is our fault. */
@QuarkusTest
class BadTokensTest extends AuthTest {

    @Inject
    SigningKeys keys;

    private final Map<String, String> bad = new LinkedHashMap<>();

    @Test
    void noBadTokenOpensAnything() {
        Account account = register(1);
        String good = sign(header(), claims(account));
        as(good).get(AUTH + "/me").then().statusCode(200);
        collectHeaders(account);
        collectClaims(account);
        collectShapes(account, good);
        assertThat(bad).hasSizeGreaterThanOrEqualTo(30);
        bad.forEach((name, token) -> {
            assertThat(as(token).get(AUTH + "/me").statusCode()).as(name).isEqualTo(401);
            assertThat(as(token).get(USERS).statusCode()).as(name).isEqualTo(401);
        });
    }

    private void collectHeaders(Account account) {
        header(account, "other type", h -> h.put("typ", "JWT"));
        header(account, "refresh type", h -> h.put("typ", "rt+jwt"));
        header(account, "no type", h -> h.remove("typ"));
        header(account, "no kid", h -> h.remove("kid"));
        header(account, "other kid", h -> h.put("kid", "other"));
        header(account, "kid of a path", h -> h.put("kid", "../../../dev/null"));
        header(account, "own jwk", h -> h.put("jwk", Map.of("kty", "RSA", "n", "AQAB", "e", "AQAB")));
        header(account, "key elsewhere", h -> h.put("jku", "https://evil.example/jwks.json"));
        header(account, "certificate elsewhere", h -> h.put("x5u", "https://evil.example/c.pem"));
        header(account, "own certificate", h -> h.put("x5c", List.of("AQAB")));
        header(account, "critical unknown", h -> h.put("crit", List.of("exp")));
        header(account, "no algorithm named", h -> h.remove("alg"));
        header(account, "said to be RS512", h -> h.put("alg", "RS512"));
        header(account, "said to be none", h -> h.put("alg", "none"));
    }

    private void collectClaims(Account account) {
        claim(account, "expired", c -> c.put("exp", now() - 60));
        claim(account, "not yet", c -> c.put("nbf", now() + 600));
        claim(account, "issued in the future", c -> c.put("iat", now() + 600));
        claim(account, "other issuer", c -> c.put("iss", "evil"));
        claim(account, "other audience", c -> c.put("aud", "other"));
        claim(account, "other audiences", c -> c.put("aud", List.of("other", "another")));
        claim(account, "refresh scope", c -> c.put("scope", "refresh_token"));
        claim(account, "subject is no id", c -> c.put("sub", "anna"));
        for (String required : List.of("sub", "exp", "iat", "jti", "iss", "aud", "scope")) {
            claim(account, "without " + required, c -> c.remove(required));
        }
        claim(account, "end is text", c -> c.put("exp", "tomorrow"));
    }

    private void collectShapes(Account account, String good) {
        String[] parts = good.split("\\.");
        bad.put("signed by another key", TestTokens.sign(header(), claims(account)));
        bad.put("signed by HMAC with the public key", hmac(account));
        bad.put("no signature", parts[0] + "." + parts[1] + ".");
        bad.put("two parts", parts[0] + "." + parts[1]);
        bad.put("five parts, as encrypted", good + ".a.b");
        bad.put(
                "other claims under the signature",
                parts[0] + "." + encode(TestTokens.json(claims(new Account(2, "", "")))) + "." + parts[2]);
        bad.put(
                "one letter changed",
                good.substring(0, good.length() - 10)
                        + flip(good.charAt(good.length() - 10))
                        + good.substring(good.length() - 9));
        bad.put("not base64", "%%%." + parts[1] + "." + parts[2]);
        bad.put("no JSON", encode("x") + "." + encode("y") + "." + parts[2]);
        bad.put("nothing", "x");
        bad.put("dots", "..");
        bad.put("very long", good + "a".repeat(13_000));
        bad.put("thirteen thousand letters", "a".repeat(13_000));
        bad.put("unsecured", encode("{\"typ\":\"at+jwt\",\"alg\":\"none\"}") + "." + parts[1] + ".");
        String json = TestTokens.json(claims(account));
        bad.put(
                "doubled claim",
                sign(TestTokens.json(header()), json.substring(0, json.length() - 1) + ",\"iss\":\"evil\"}"));
    }

    private void header(Account account, String name, Consumer<Map<String, Object>> change) {
        Map<String, Object> header = header();
        change.accept(header);
        bad.put(name, sign(header, claims(account)));
    }

    private void claim(Account account, String name, Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = claims(account);
        change.accept(claims);
        bad.put(name, sign(header(), claims));
    }

    private Map<String, Object> header() {
        Map<String, Object> header = TestTokens.header();
        header.put("kid", keys.active().kid());
        return header;
    }

    private static Map<String, Object> claims(Account account) {
        return TestTokens.claims(Long.toString(account.id()), List.of("user"), "access_token");
    }

    private String sign(Map<String, ?> header, Map<String, ?> claims) {
        return sign(TestTokens.json(header), TestTokens.json(claims));
    }

    private String sign(String header, String claims) {
        try {
            PrivateKey key = keys.active().secret();
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            String content = encode(header) + "." + encode(claims);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String hmac(Account account) {
        try {
            Map<String, Object> header = header();
            header.put("alg", "HS256");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.active().open().getEncoded(), "HmacSHA256"));
            String content = encode(TestTokens.json(header)) + "." + encode(TestTokens.json(claims(account)));
            return content + "."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static char flip(char c) {
        return c == 'A' ? 'B' : 'A';
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
