package io.vitrina.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class VerificationResourceTest extends AuthTest {
    @ParameterizedTest
    @CsvSource({"ru,Ваш код,ru", "en-GB;q=0.9,Your confirmation,en", "fr,Ваш код,ru"})
    void codeComesInTextAndHtmlInTheClientsLanguage(String accept, String words, String language) {
        Map<String, Object> person = person(1);
        json(person)
                .header("Accept-Language", accept)
                .post(AUTH + "/register")
                .then()
                .statusCode(201);
        Mail mail = letter("anna1@example.com", any -> true);
        assertThat(mail.getText()).contains(words).containsPattern("(?m)^\\d{6}$");
        assertThat(mail.getHtml())
                .contains(words)
                .contains("lang=\"" + language + "\"")
                .containsPattern("\\b\\d{6}\\b");
        assertThat(mail.getSubject()).startsWith("Vitrina: ").doesNotContain("\n");
    }

    @Test
    void rightCodeVerifies() {
        register(1);
        json(Map.of("email", "Anna1@Example.com", "code", code("anna1@example.com")))
                .post(AUTH + "/verify")
                .then()
                .statusCode(200)
                .body("status", equalTo("verified"));
    }

    @Test
    void codeWorksOnce() {
        register(1);
        Map<String, String> body = Map.of("email", "anna1@example.com", "code", code("anna1@example.com"));
        json(body).post(AUTH + "/verify").then().statusCode(200);
        json(body).post(AUTH + "/verify").then().statusCode(422).body("errors.field", equalTo(List.of("code")));
    }

    @Test
    void fiveWrongTriesKillTheCode() {
        wrongTriesThenTheRightCode(5, 422);
    }

    @Test
    void fourWrongTriesDoNot() {
        wrongTriesThenTheRightCode(4, 200);
    }

    private void wrongTriesThenTheRightCode(int wrongTries, int status) {
        register(1);
        String code = code("anna1@example.com");
        String wrong = code.equals("000000") ? "000001" : "000000";
        for (int i = 0; i < wrongTries; i++) {
            json(Map.of("email", "anna1@example.com", "code", wrong))
                    .post(AUTH + "/verify")
                    .then()
                    .statusCode(422);
        }
        json(Map.of("email", "anna1@example.com", "code", code))
                .post(AUTH + "/verify")
                .then()
                .statusCode(status);
    }

    @Test
    void codeLives15Minutes() {
        register(1);
        String code = code("anna1@example.com");
        awaitOutbox();
        TestClock.move(Duration.ofMinutes(15).plusSeconds(1));
        json(Map.of("email", "anna1@example.com", "code", code))
                .post(AUTH + "/verify")
                .then()
                .statusCode(422);
        TestClock.move(Duration.ofSeconds(-5));
        json(Map.of("email", "anna1@example.com", "code", code))
                .post(AUTH + "/verify")
                .then()
                .statusCode(200);
    }

    @Test
    void unknownAddressIsAnsweredLikeAWrongCode() {
        register(1);
        code("anna1@example.com");
        String known = refusal("anna1@example.com");
        String unknown = refusal("nobody@example.com");
        assertThat(unknown).isEqualTo(known);
    }

    private static String refusal(String email) {
        return json(Map.of("email", email, "code", "000000"))
                .header("X-Request-Id", "same")
                .post(AUTH + "/verify")
                .then()
                .statusCode(422)
                .extract()
                .asString();
    }

    @Test
    void anotherCodeKillsTheFirst() {
        register(1);
        String first = code("anna1@example.com");
        awaitOutbox();
        TestClock.move(Duration.ofSeconds(61));
        mailbox.clear();
        json(Map.of("email", "anna1@example.com"))
                .post(AUTH + "/verify/resend")
                .then()
                .statusCode(202);
        String second = code("anna1@example.com");
        if (!first.equals(second)) {
            json(Map.of("email", "anna1@example.com", "code", first))
                    .post(AUTH + "/verify")
                    .then()
                    .statusCode(422);
        }
        json(Map.of("email", "anna1@example.com", "code", second))
                .post(AUTH + "/verify")
                .then()
                .statusCode(200);
    }

    @Test
    void resendWaitsAMinute() {
        register(1);
        code("anna1@example.com");
        for (int i = 0; i < 3; i++) {
            json(Map.of("email", "anna1@example.com"))
                    .post(AUTH + "/verify/resend")
                    .then()
                    .statusCode(202);
        }
        awaitOutbox();
        assertThat(letters("anna1@example.com")).hasSize(1);
    }

    @Test
    void resendSaysNothingOfWhoIsKnown() {
        register(1);
        String known = json(Map.of("email", "anna1@example.com"))
                .post(AUTH + "/verify/resend")
                .then()
                .statusCode(202)
                .extract()
                .asString();
        String unknown = json(Map.of("email", "nobody@example.com"))
                .post(AUTH + "/verify/resend")
                .then()
                .statusCode(202)
                .extract()
                .asString();
        assertThat(unknown).isEqualTo(known);
        awaitOutbox();
        assertThat(letters("nobody@example.com")).isEmpty();
    }

    @Test
    void fiveLettersAnHourAreEnough() {
        register(1);
        code("anna1@example.com");
        for (int i = 0; i < 8; i++) {
            awaitOutbox();
            TestClock.move(Duration.ofSeconds(61));
            json(Map.of("email", "anna1@example.com"))
                    .post(AUTH + "/verify/resend")
                    .then()
                    .statusCode(202);
        }
        awaitOutbox();
        assertThat(letters("anna1@example.com")).hasSize(5);
        TestClock.move(Duration.ofMinutes(60));
        json(Map.of("email", "anna1@example.com"))
                .post(AUTH + "/verify/resend")
                .then()
                .statusCode(202);
        awaitOutbox();
        assertThat(letters("anna1@example.com")).hasSize(6);
    }
}
