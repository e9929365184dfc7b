package io.vitrina.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PasswordResourceTest extends AuthTest {

    private static ValidatableResponse change(String token, String current, String next) {
        return as(token)
                .contentType(ContentType.JSON)
                .body(Map.of("current_password", current, "new_password", next, "new_password_confirm", next))
                .put(AUTH + "/password")
                .then();
    }

    private static ValidatableResponse reset(String token, String next) {
        return json(Map.of("token", token, "new_password", next, "new_password_confirm", next))
                .post(AUTH + "/password/reset")
                .then();
    }

    private static void forget(String email) {
        json(Map.of("email", email)).post(AUTH + "/password/forgot").then().statusCode(202);
    }

    @Test
    void newPasswordEndsAllOtherSessions() {
        Account account = register(1);
        Tokens one = login(account);
        Tokens other = login(account);
        change(one.access(), PASSWORD, OTHER_PASSWORD).statusCode(204);
        tryRefresh(other.refresh()).statusCode(401);
        as(other.access()).get(AUTH + "/me").then().statusCode(401);
        as(one.access()).get(AUTH + "/me").then().statusCode(200);
        refresh(one.refresh());
        tryLogin(account.email(), PASSWORD).statusCode(401);
        login(account.email(), OTHER_PASSWORD);
        letter(account.email(), mail -> mail.getSubject().contains("пароль изменён"));
        assertThat(audit(account.id())).contains("password_changed");
    }

    @Test
    void wrongCurrentPasswordIsARuleBroken() {
        Account account = register(1);
        change(login(account).access(), OTHER_PASSWORD, "Spoon!Table88")
                .statusCode(422)
                .body("errors.field", equalTo(List.of("current_password")));
        login(account);
    }

    @Test
    void guessingTheCurrentPasswordIsThrottledToo() {
        String token = login(register(1)).access();
        for (int i = 0; i < 5; i++) {
            change(token, "Wrong$Pass1x", OTHER_PASSWORD).statusCode(422);
        }
        change(token, PASSWORD, OTHER_PASSWORD).statusCode(429);
    }

    @Test
    void newPasswordFollowsTheRules() {
        String token = login(register(1)).access();
        as(token)
                .contentType(ContentType.JSON)
                .body(Map.of("current_password", PASSWORD, "new_password", "Password1!", "new_password_confirm", "x"))
                .put(AUTH + "/password")
                .then()
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("new_password", "new_password_confirm"))
                .body("errors.message", hasItem("is one of the most common passwords"));
        as(token)
                .contentType(ContentType.JSON)
                .body("{}")
                .put(AUTH + "/password")
                .then()
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("current_password", "new_password", "new_password_confirm"));
    }

    @Test
    void linkSetsANewPasswordOnceAndEndsEverySession() {
        Account account = register(1);
        Tokens tokens = login(account);
        forget("ANNA1@example.com");
        String token = resetToken(account.email());
        assertThat(token).hasSize(43);
        reset(token, OTHER_PASSWORD).statusCode(204);
        tryRefresh(tokens.refresh()).statusCode(401);
        as(tokens.access()).get(AUTH + "/me").then().statusCode(401);
        tryLogin(account.email(), PASSWORD).statusCode(401);
        login(account.email(), OTHER_PASSWORD);
        reset(token, "Spoon!Table88").statusCode(422).body("errors.field", equalTo(List.of("token")));
        letter(account.email(), mail -> mail.getSubject().contains("пароль изменён"));
    }

    @Test
    void linkLeadsWhereTheShopSaysAndNotWhereTheCallerSays() {
        Account account = register(1);
        json(Map.of("email", account.email()))
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "host=evil.example")
                .post(AUTH + "/password/forgot")
                .then()
                .statusCode(202);
        Mail mail = letter(account.email(), m -> m.getText().contains("token="));
        assertThat(mail.getText())
                .contains("http://localhost:8000/reset-password?token=")
                .doesNotContain("evil");
        assertThat(mail.getHtml())
                .contains("http://localhost:8000/reset-password?token=")
                .doesNotContain("evil");
    }

    @Test
    void linkLives30Minutes() {
        Account account = register(1);
        forget(account.email());
        String token = resetToken(account.email());
        awaitOutbox();
        TestClock.move(Duration.ofMinutes(30).plusSeconds(1));
        reset(token, OTHER_PASSWORD).statusCode(422);
    }

    @Test
    void wrongTokenIsARuleBroken() {
        reset("nonsense", OTHER_PASSWORD).statusCode(422).body("errors.field", equalTo(List.of("token")));
    }

    @Test
    void resetPasswordFollowsTheRules() {
        reset("nonsense", "Password1!").statusCode(422).body("errors.field", equalTo(List.of("new_password")));
    }

    @Test
    void unknownAddressIsAnsweredAlikeAndGetsNoLetter() {
        register(1);
        forget("nobody@example.com");
        awaitOutbox();
        assertThat(letters("nobody@example.com")).isEmpty();
    }

    @Test
    void changingThePasswordKillsTheLink() {
        Account account = register(1);
        forget(account.email());
        String token = resetToken(account.email());
        change(login(account).access(), PASSWORD, OTHER_PASSWORD).statusCode(204);
        reset(token, "Spoon!Table88").statusCode(422);
    }

    @Test
    void resetWorksWhileLoginsAreClosedAndOpensThem() {
        Account account = register(1);
        for (int i = 0; i < 5; i++) {
            tryLogin(account.email(), "Wrong$Pass1x").statusCode(401);
        }
        tryLogin(account.email(), PASSWORD).statusCode(429);
        forget(account.email());
        reset(resetToken(account.email()), OTHER_PASSWORD).statusCode(204);
        login(account.email(), OTHER_PASSWORD);
    }
}
