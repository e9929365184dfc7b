package io.vitrina.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vitrina.auth.key.SigningKeys;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.kit.testing.TestTokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Refresh tokens that are almost right. None refreshes. */
@QuarkusTest
class BadRefreshTokensTest extends AuthTest {

    @Inject
    SigningKeys keys;

    private Map<String, Object> header;
    private Map<String, Object> claims;

    private void check(String name, Consumer<Map<String, Object>> change) {
        Map<String, Object> h = new LinkedHashMap<>(header);
        Map<String, Object> c = new LinkedHashMap<>(claims);
        change.accept(name.startsWith("header") ? h : c);
        String token = sign(TestTokens.json(h), TestTokens.json(c));
        assertThat(tryRefresh(token).extract().statusCode()).as(name).isEqualTo(401);
    }

    @Test
    void noBadTokenRefreshes() {
        register(2);
        String good = login(register(1)).refresh();
        header = JsonPath.from(header(good)).getMap("");
        claims = JsonPath.from(payload(good)).getMap("");
        for (String type : List.of("at+jwt", "JWT", "")) {
            check("header typ " + type, h -> h.put("typ", type));
        }
        check("header without typ", h -> h.remove("typ"));
        check("header without kid", h -> h.remove("kid"));
        check("header other kid", h -> h.put("kid", "other"));
        check("header own key", h -> h.put("jwk", Map.of("kty", "RSA")));
        check("header none", h -> h.put("alg", "none"));
        check("header HS256", h -> h.put("alg", "HS256"));
        check("access scope", c -> c.put("scope", "access_token"));
        check("other issuer", c -> c.put("iss", "evil"));
        check("other audience", c -> c.put("aud", "other"));
        check("somebody else's", c -> c.put("sub", "1"));
        check("other session", c -> c.put("sid", UUID.randomUUID().toString()));
        check("no session", c -> c.put("sid", "x"));
        check("a later one", c -> c.put("cnt", 7));
        check("counter as text", c -> c.put("cnt", "0"));
        for (String claim : List.of("iss", "aud", "sub", "iat", "exp", "jti", "scope", "sid", "cnt")) {
            check("without " + claim, c -> c.remove(claim));
        }
        String foreign = TestTokens.sign(TestTokens.json(header), TestTokens.json(claims));
        tryRefresh(foreign).statusCode(401);
        tryRefresh("a".repeat(100_000)).statusCode(401);
        // None of them has ended the session.
        refresh(good);
    }

    @Test
    void theDatabaseAloneMakesNoToken() {
        String good = login(register(1)).refresh();
        String dump = sql.list("SELECT s::text FROM session s", row -> row.getString(1))
                .toString();
        assertThat(dump).doesNotContain(good.substring(good.lastIndexOf('.') + 1));
        String forged = TestTokens.sign(header(good), payload(good));
        tryRefresh(forged).statusCode(401);
        refresh(good);
    }

    private String sign(String head, String body) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.active().secret());
            String content = encode(head) + "." + encode(body);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
