package io.vitrina.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.Authenticator;
import io.vitrina.auth.testing.Parallel;
import io.vitrina.auth.testing.TestClock;
import io.vitrina.auth.user.FirstAdmin;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;

/** A shop that wants proved addresses and second factors, hashes at full cost, and has little room for it. */
@QuarkusTest
@TestProfile(StrictShopTest.Strict.class)
class StrictShopTest extends AuthTest {

    /** Its settings. */
    public static class Strict implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "vitrina.auth.verification", "required",
                    "vitrina.auth.admin-totp", "required",
                    "vitrina.auth.argon2.memory", "19456",
                    "vitrina.auth.argon2.iterations", "2",
                    "vitrina.auth.hashing.threads", "1",
                    "vitrina.auth.hashing.queue", "2",
                    "vitrina.auth.admin.email", "boss@example.com",
                    "vitrina.auth.admin.password", "Harbour$Bridge9",
                    "vitrina.auth.admin.phone", "+79995550000");
        }
    }

    @Inject
    FirstAdmin firstAdmin;

    private void verify(Account account) {
        sql.update("UPDATE user_account SET verified_at = now() WHERE id = ?", account.id());
    }

    @Test
    void unprovedAddressLetsNobodyInUntilItIsProved() {
        Account account = register(1);
        tryLogin(account.email(), PASSWORD).statusCode(403);
        tryLogin(account.email(), OTHER_PASSWORD).statusCode(401);
        json(Map.of("email", account.email(), "code", code(account.email())))
                .post(AUTH + "/verify")
                .then()
                .statusCode(200);
        assertThat(payload(login(account).access())).contains("\"email_verified\":true");
    }

    @Test
    void adminWithoutASecondFactorIsAUserUntilItHasOne() {
        Account admin = admin(1);
        verify(admin);
        Tokens tokens = login(admin);
        assertThat(payload(tokens.access())).contains("\"groups\":[\"user\"]");
        as(tokens.access()).get(USERS).then().statusCode(403);
        String secret = as(tokens.access())
                .post(AUTH + "/totp")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        as(tokens.access())
                .contentType(ContentType.JSON)
                .body(Map.of("code", Authenticator.code(secret)))
                .post(AUTH + "/totp/confirm")
                .then()
                .statusCode(204);
        Tokens next = refresh(tokens.refresh());
        as(next.access()).get(USERS).then().statusCode(200);
        as(next.access()).delete(AUTH + "/totp").then().statusCode(409);
        TestClock.move(Duration.ofSeconds(31));
        String access = json(Map.of(
                        "login", admin.email(), "password", PASSWORD, "totp_code", Authenticator.code(secret)))
                .post(AUTH + "/login")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        assertThat(payload(access)).contains("\"groups\":[\"user\",\"admin\"]");
    }

    @Test
    void firstAdminIsMadeOnceAndCanSignIn() {
        firstAdmin.make();
        firstAdmin.make();
        assertThat(count("SELECT count(*) FROM user_account")).isEqualTo(1);
        tryLogin("+79995550000", "Harbour$Bridge9")
                .statusCode(200)
                .body("user.email", equalTo("boss@example.com"))
                .body("user.status", equalTo("verified"))
                .body("user.roles", equalTo(List.of("user", "admin")));
    }

    @Test
    void adminThatIsThereStaysTheOnly() {
        admin(1);
        firstAdmin.make();
        assertThat(count("SELECT count(*) FROM user_account")).isEqualTo(1);
    }

    @Test
    void cheapOrForeignHashIsMadeAnewAtLogin() {
        Account account = register(1);
        verify(account);
        for (String old : List.of(
                OpenBSDBCrypt.generate("2a", PASSWORD.toCharArray(), new byte[16], 4),
                "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + tagOf(PASSWORD))) {
            sql.update("UPDATE user_account SET password_hash = ?", old);
            login(account);
            String now = sql.first("SELECT password_hash FROM user_account", row -> row.getString(1))
                    .orElseThrow();
            assertThat(now).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
            login(account);
            assertThat(sql.first("SELECT password_hash FROM user_account", row -> row.getString(1)))
                    .contains(now);
        }
    }

    private static String tagOf(String password) {
        var generator = new org.bouncycastle.crypto.generators.Argon2BytesGenerator();
        generator.init(new org.bouncycastle.crypto.params.Argon2Parameters.Builder(
                        org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
                .withMemoryAsKB(64)
                .withIterations(1)
                .withParallelism(1)
                .withSalt(new byte[16])
                .build());
        byte[] tag = new byte[32];
        generator.generateBytes(password.toCharArray(), tag);
        return java.util.Base64.getEncoder().withoutPadding().encodeToString(tag);
    }

    @Test
    void whenNoMorePasswordsCanBeCheckedTheRestGoesOn() {
        List<Account> accounts = List.of(register(1), register(2), register(3));
        accounts.forEach(this::verify);
        String refresh = login(accounts.getFirst()).refresh();
        List<Response> answers = Parallel.run(
                30,
                i -> i % 5 == 4
                        ? given().get("/.well-known/jwks.json")
                        : json(Map.of("login", "nobody" + i + "@example.com", "password", PASSWORD))
                                .post(AUTH + "/login"));
        assertThat(answers.stream().map(Response::statusCode)).containsOnly(200, 401, 503);
        answers.stream()
                .filter(a -> a.statusCode() == 503)
                .forEach(a -> assertThat(a.header("Retry-After")).isEqualTo("2"));
        assertThat(answers.stream().filter(a -> a.statusCode() == 200)).hasSize(6);
        refresh(refresh);
        // Who was turned away was not counted as having failed.
        login(accounts.get(1));
    }
}
