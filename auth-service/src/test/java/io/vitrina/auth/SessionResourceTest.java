package io.vitrina.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SessionResourceTest extends AuthTest {

    @ParameterizedTest
    @ValueSource(strings = {"anna1@example.com", "ANNA1@Example.com", "+79990000001", "8 (999) 000-00-01"})
    void oneFieldTakesEmailAndPhone(String login) {
        register(1);
        tryLogin(login, PASSWORD)
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600))
                .body("refresh_expires_in", equalTo(2_592_000))
                .body("user.email", equalTo("anna1@example.com"))
                .body("access_token", notNullValue())
                .body("refresh_token", notNullValue());
    }

    @Test
    void accessTokenHoldsTheClaimsOfTheContract() {
        Account account = register(1);
        String token = login(account).access();
        assertThat(header(token))
                .contains("\"typ\":\"at+jwt\"")
                .contains("\"alg\":\"RS256\"")
                .contains("\"kid\":");
        var claims = io.restassured.path.json.JsonPath.from(payload(token));
        assertThat(claims.getString("iss")).isEqualTo("vitrina");
        assertThat(claims.getString("aud")).isEqualTo("vitrina");
        assertThat(claims.getString("sub")).isEqualTo(Long.toString(account.id()));
        assertThat(claims.getString("upn")).isEqualTo("anna1@example.com");
        assertThat(claims.getList("groups")).isEqualTo(List.of("user"));
        assertThat(claims.getString("scope")).isEqualTo("access_token");
        assertThat(claims.getBoolean("email_verified")).isFalse();
        assertThat(claims.getString("jti")).isNotBlank();
        assertThat(claims.getString("sid")).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*");
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(600);
    }

    @Test
    void adminHasBothRoles() {
        Account admin = admin(1);
        assertThat(payload(login(admin).access())).contains("\"groups\":[\"user\",\"admin\"]");
    }

    @Test
    void wrongPasswordAndUnknownLoginAreAnsweredAlike() {
        register(1);
        String known = refusal("anna1@example.com");
        String unknown = refusal("nobody@example.com");
        String phone = refusal("+79990000009");
        assertThat(known)
                .contains("\"message\":\"Unauthorized\"")
                .isEqualTo(unknown)
                .isEqualTo(phone);
    }

    private static String refusal(String login) {
        return json(Map.of("login", login, "password", "Wrong$Pass1x"))
                .header("X-Request-Id", "same")
                .post(AUTH + "/login")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .extract()
                .asString();
    }

    @Test
    void emptyLoginBreaksARule() {
        json(Map.of())
                .post(AUTH + "/login")
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of("login", "password")));
    }

    @Test
    void disabledUserIsRefusedOnlyWithTheRightPassword() {
        Account account = register(1);
        sql.update("UPDATE user_account SET disabled = true");
        tryLogin(account.email(), PASSWORD).statusCode(403);
        tryLogin(account.email(), OTHER_PASSWORD).statusCode(401);
    }

    @Test
    void meIsTheSameAtBothAddresses() {
        Account account = register(1);
        String token = login(account).access();
        for (String path : List.of(AUTH + "/me", USERS + "/me")) {
            as(token)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .body("id", equalTo((int) account.id()))
                    .header("ETag", "\"1-0\"");
            as(token).header("If-None-Match", "\"1-0\"").get(path).then().statusCode(304);
            given().get(path)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "Bearer")
                    .body("code", equalTo(401))
                    .body("message", equalTo("Unauthorized"));
        }
    }

    @Test
    void refreshGivesNewTokensOfTheSameSession() {
        Tokens first = login(register(1));
        TestClock.move(Duration.ofSeconds(1));
        Tokens second = refresh(first.refresh());
        assertThat(second.refresh()).isNotEqualTo(first.refresh());
        assertThat(second.session()).isEqualTo(first.session());
        assertThat(header(second.refresh())).contains("\"typ\":\"rt+jwt\"");
        assertThat(payload(second.refresh())).contains("\"scope\":\"refresh_token\"");
        as(second.access()).get(AUTH + "/me").then().statusCode(200);
    }

    @Test
    void predecessorGetsTheSameSuccessorFor30Seconds() {
        TestClock.stopAt(Instant.now());
        Tokens first = login(register(1));
        String second = refresh(first.refresh()).refresh();
        TestClock.move(Duration.ofSeconds(29));
        assertThat(refresh(first.refresh()).refresh()).isEqualTo(second);
        refresh(second);
    }

    @Test
    void predecessorAfter30SecondsEndsTheSession() {
        TestClock.stopAt(Instant.now());
        Account account = register(1);
        Tokens first = login(account);
        String second = refresh(first.refresh()).refresh();
        TestClock.move(Duration.ofSeconds(31));
        tryRefresh(first.refresh()).statusCode(401);
        tryRefresh(second).statusCode(401);
        assertThat(audit(account.id())).contains("refresh_reused");
        letter(account.email(), mail -> mail.getSubject().contains("сеанс завершён"));
        as(first.access()).get(AUTH + "/me").then().statusCode(401);
    }

    @Test
    void olderThanThePredecessorEndsTheSessionAtOnce() {
        Tokens first = login(register(1));
        String second = refresh(first.refresh()).refresh();
        String third = refresh(second).refresh();
        tryRefresh(first.refresh()).statusCode(401);
        tryRefresh(third).statusCode(401);
    }

    @Test
    void accessTokenNeverRefreshesAndRefreshTokenOpensNothing() {
        Tokens tokens = login(register(1));
        tryRefresh(tokens.access()).statusCode(401);
        as(tokens.refresh()).get(AUTH + "/me").then().statusCode(401);
        refresh(tokens.refresh());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."})
    void nonsenseIsNoRefreshToken(String token) {
        tryRefresh(token).statusCode(401).body("message", equalTo("Unauthorized"));
    }

    @Test
    void disabledUserRefreshesNoMore() {
        Tokens tokens = login(register(1));
        sql.update("UPDATE user_account SET disabled = true");
        tryRefresh(tokens.refresh()).statusCode(401);
    }

    @Test
    void logoutEndsAtOnceAndAgain() {
        Tokens tokens = login(register(1));
        for (int i = 0; i < 2; i++) {
            json(Map.of("refresh_token", tokens.refresh()))
                    .post(AUTH + "/logout")
                    .then()
                    .statusCode(204);
        }
        tryRefresh(tokens.refresh()).statusCode(401);
        as(tokens.access()).get(AUTH + "/me").then().statusCode(401);
    }

    @Test
    void sessionsAreListedForTheirOwnerOnly() {
        Account account = register(1);
        login(register(2));
        String first = login(account).access();
        json(Map.of("login", account.email(), "password", PASSWORD))
                .header("User-Agent", "Phone\u00e9")
                .post(AUTH + "/login");
        as(first)
                .get(AUTH + "/sessions")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.findAll { it.current }", hasSize(1))
                .body("items[0].ip", equalTo("127.0.0.1"))
                .body("items[0].created_at", notNullValue())
                .body("items[0].last_used_at", notNullValue())
                .body("items[0].size()", equalTo(6));
    }

    @Test
    void oneSessionEnds() {
        Account account = register(1);
        Tokens one = login(account);
        Tokens other = login(account);
        as(one.access()).delete(AUTH + "/sessions/" + other.session()).then().statusCode(204);
        tryRefresh(other.refresh()).statusCode(401);
        as(other.access()).get(AUTH + "/me").then().statusCode(401);
        as(one.access()).get(AUTH + "/me").then().statusCode(200);
    }

    @Test
    void nobodyEndsSomebodyElsesSession() {
        Tokens mine = login(register(1));
        Tokens theirs = login(register(2));
        for (String id : List.of(theirs.session(), "00000000-0000-7000-8000-000000000000", "x")) {
            as(mine.access())
                    .delete(AUTH + "/sessions/" + id)
                    .then()
                    .statusCode(404)
                    .body("detail", equalTo("session not found"));
        }
        refresh(theirs.refresh());
    }

    @Test
    void allSessionsEndAndANewOneBeginsInTheSameSecond() {
        Account account = register(1);
        Tokens one = login(account);
        Tokens other = login(account);
        as(one.access()).delete(AUTH + "/sessions").then().statusCode(204);
        tryRefresh(one.refresh()).statusCode(401);
        tryRefresh(other.refresh()).statusCode(401);
        as(other.access()).get(AUTH + "/me").then().statusCode(401);
        as(login(account).access()).get(AUTH + "/me").then().statusCode(200);
    }

    @Test
    void twentyFirstSessionEndsTheOldest() {
        Account account = register(1);
        Tokens oldest = login(account);
        Tokens second = login(account);
        for (int i = 0; i < 19; i++) {
            login(account);
        }
        tryRefresh(oldest.refresh()).statusCode(401);
        refresh(second.refresh());
    }

    @Test
    void sessionUnusedFor30DaysEnds() {
        TestClock.stopAt(Instant.now());
        Tokens tokens = login(register(1));
        TestClock.move(Duration.ofDays(30).minusSeconds(1));
        String next = refresh(tokens.refresh()).refresh();
        TestClock.move(Duration.ofDays(30).plusSeconds(1));
        tryRefresh(next).statusCode(401);
    }

    @Test
    void sessionEndsAfter90DaysHoweverBusy() {
        TestClock.stopAt(Instant.now());
        String token = login(register(1)).refresh();
        for (int i = 0; i < 4; i++) {
            TestClock.move(Duration.ofDays(22));
            token = refresh(token).refresh();
        }
        TestClock.move(Duration.ofDays(2).minusSeconds(1));
        tryRefresh(token).statusCode(200).body("refresh_expires_in", lessThanOrEqualTo(1));
        token = refresh(token).refresh();
        TestClock.move(Duration.ofSeconds(2));
        tryRefresh(token).statusCode(401);
    }
}
