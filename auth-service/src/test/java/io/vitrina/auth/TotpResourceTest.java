package io.vitrina.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.Authenticator;
import io.vitrina.auth.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TotpResourceTest extends AuthTest {

    private static String prepare(String token) {
        return as(token)
                .post(AUTH + "/totp")
                .then()
                .statusCode(200)
                .body("secret", matchesPattern("[A-Z2-7]{32}"))
                .body("otpauth_url", startsWith("otpauth://totp/Vitrina:"))
                .extract()
                .path("secret");
    }

    private static ValidatableResponse confirm(String token, String code) {
        return as(token)
                .contentType(ContentType.JSON)
                .body(Map.of("code", code))
                .post(AUTH + "/totp/confirm")
                .then();
    }

    private static ValidatableResponse loginWith(Account account, String code) {
        return json(Map.of("login", account.email(), "password", PASSWORD, "totp_code", code))
                .post(AUTH + "/login")
                .then();
    }

    private String switchOn(Tokens tokens) {
        String secret = prepare(tokens.access());
        confirm(tokens.access(), Authenticator.code(secret)).statusCode(204);
        return secret;
    }

    @Test
    void secondFactorIsAskedForOnceItIsConfirmed() {
        Account admin = admin(1);
        Tokens tokens = login(admin);
        String secret = prepare(tokens.access());
        Tokens other = login(admin);
        confirm(tokens.access(), "000000").statusCode(422).body("errors.field", equalTo(List.of("code")));
        confirm(tokens.access(), Authenticator.code(secret)).statusCode(204);
        tryRefresh(other.refresh()).statusCode(401);
        refresh(tokens.refresh());
        tryLogin(admin.email(), PASSWORD)
                .statusCode(401)
                .body("type", equalTo("urn:vitrina:problem:totp-required"))
                .body("message", equalTo("Unauthorized"));
        tryLogin(admin.email(), OTHER_PASSWORD)
                .statusCode(401)
                .body("type", equalTo("urn:vitrina:problem:unauthorized"));
        TestClock.move(Duration.ofSeconds(31));
        String access = loginWith(admin, Authenticator.code(secret))
                .statusCode(200)
                .extract()
                .path("access_token");
        assertThat(payload(access)).contains("\"amr\":[\"pwd\",\"otp\"]");
    }

    @Test
    void codeWorksOnceAndOnlyNow() {
        Account admin = admin(1);
        String secret = switchOn(login(admin));
        loginWith(admin, Authenticator.code(secret)).statusCode(401);
        TestClock.move(Duration.ofSeconds(60));
        String code = Authenticator.code(secret);
        loginWith(admin, code).statusCode(200);
        loginWith(admin, code).statusCode(401);
        TestClock.move(Duration.ofSeconds(90));
        loginWith(admin, code).statusCode(401);
    }

    @Test
    void guessingCodesIsThrottledAndLeavingThemOutForgivesNothing() {
        Account admin = admin(1);
        String secret = switchOn(login(admin));
        TestClock.move(Duration.ofSeconds(60));
        for (int i = 0; i < 5; i++) {
            loginWith(admin, "00000" + i).statusCode(401);
            if (i < 4) {
                tryLogin(admin.email(), PASSWORD).statusCode(401);
            }
        }
        loginWith(admin, Authenticator.code(secret)).statusCode(429);
    }

    @Test
    void onlyASessionWithTheFactorSwitchesItOff() {
        Account admin = admin(1);
        Tokens first = login(admin);
        switchOn(first);
        as(first.access()).delete(AUTH + "/totp").then().statusCode(403);
        as(refresh(first.refresh()).access()).delete(AUTH + "/totp").then().statusCode(204);
        login(admin);
        assertThat(audit(admin.id())).contains("totp_enabled", "totp_disabled", "totp_prepared");
    }

    @Test
    void secondFactorIsForAdmins() {
        String token = login(register(1)).access();
        as(token).post(AUTH + "/totp").then().statusCode(403);
        confirm(token, "123456").statusCode(403);
        given().post(AUTH + "/totp").then().statusCode(401);
        given().delete(AUTH + "/totp").then().statusCode(401);
    }

    @Test
    void nothingPreparedIsNothingToConfirm() {
        String token = login(admin(1)).access();
        confirm(token, "123456").statusCode(409);
        as(token).delete(AUTH + "/totp").then().statusCode(204);
    }

    @Test
    void secretIsSealedInTheDatabase() {
        Account admin = admin(1);
        String secret = prepare(login(admin).access());
        byte[] stored = sql.first("SELECT secret FROM user_totp", row -> row.getBytes(1))
                .orElseThrow();
        assertThat(stored).hasSize(12 + 20 + 16);
        assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(secret);
    }
}
