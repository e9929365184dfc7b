package io.vitrina.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.testing.AuthTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are JSON, or none: whoever accepts something else changes nothing. */
@QuarkusTest
class AcceptTest extends AuthTest {

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/*", "image/png", "application/xml"})
    void makesNoAnswerButJson(String accepted) {
        String token = login(admin(1)).access();
        for (String path : List.of(AUTH + "/me", USERS + "/me", USERS + "/1", USERS, USERS + "/1/audit")) {
            as(token)
                    .header("Accept", accepted)
                    .get(path)
                    .then()
                    .statusCode(406)
                    .contentType("application/problem+json")
                    .body("code", equalTo(406));
        }
    }

    @Test
    void refusesBeforeAnythingIsDone() {
        json(person(1))
                .header("Accept", "text/html")
                .post(AUTH + "/register")
                .then()
                .statusCode(406);
        assertThat(sql.list("SELECT id FROM user_account", row -> row.getLong("id")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "application/*", "application/xml, application/json;q=0.1"})
    void makesJsonForWhoeverTakesIt(String accepted) {
        json(person(1))
                .header("Accept", accepted)
                .post(AUTH + "/register")
                .then()
                .statusCode(201)
                .contentType(startsWith("application/json"))
                .body("id", equalTo(1));
    }

    @Test
    void answersWithoutABodySuitEverybody() {
        json(Map.of("email", "nobody@example.com"))
                .header("Accept", "text/html")
                .post(AUTH + "/password/forgot")
                .then()
                .statusCode(202);
    }
}
