package io.vitrina.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vitrina.auth.testing.AuthTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RegistrationResourceTest extends AuthTest {
    @ParameterizedTest
    @ValueSource(strings = {"/register", "/signup"})
    void newUserIsToldAllButTheHash(String path) {
        json(person(1))
                .post(AUTH + path)
                .then()
                .statusCode(201)
                .header("Location", "/api/v1/users/1")
                .header("Cache-Control", "no-store")
                .body("id", equalTo(1))
                .body("full_name", equalTo("Anna Karenina"))
                .body("email", equalTo("anna1@example.com"))
                .body("phone", equalTo("+79990000001"))
                .body("image_url", nullValue())
                .body("roles", equalTo(List.of("user")))
                .body("status", equalTo("unverified"))
                .body("disabled", equalTo(false))
                .body("created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"))
                .body("size()", equalTo(10));
    }

    @Test
    void everyMissingFieldIsNamedAtOnce() {
        json(Map.of())
                .post(AUTH + "/register")
                .then()
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("full_name", "email", "phone", "password", "password_confirm"))
                .body("errors.message.unique()", equalTo(List.of("is required")));
    }

    @Test
    void everyBrokenRuleOfThePasswordHasAnEntry() {
        Map<String, Object> person = person(1);
        person.put("password", "пароль");
        person.put("password_confirm", "other");
        json(person)
                .post(AUTH + "/register")
                .then()
                .statusCode(422)
                .body(
                        "errors.findAll { it.field == 'password' }.message",
                        containsInAnyOrder(
                                "must be at least 8 characters",
                                "must be Latin letters, digits and punctuation only",
                                "must have an upper-case letter",
                                "must have one of $%&!:"))
                .body(
                        "errors.findAll { it.field == 'password_confirm' }.message",
                        equalTo(List.of("must be equal to the password")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "89991234567",
                "+7999123456",
                "+799912345678",
                "+19991234567",
                "79991234567",
                "+7 999 1234567",
                "",
                "+7٩٩٩١٢٣٤٥٦٧",
                "+79991234567\n"
            })
    void phoneIsPlusSevenAndTenDigits(String phone) {
        refuses("phone", phone, "must be +7 and ten digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "anna@",
                "@example.com",
                "a b@example.com",
                "anna@example",
                "anna@@example.com",
                "anna@example.com\n",
                "анна@example.com"
            })
    void emailMustBeOne(String email) {
        refuses("email", email, "must be an e-mail address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void nameMustNotBeBlank(String name) {
        refuses("full_name", name, "must be 1 to 200 characters");
    }

    @Test
    void nameHasAtMost200Characters() {
        refuses("full_name", "я".repeat(201), "must be 1 to 200 characters");
        Map<String, Object> person = person(1);
        person.put("full_name", "я".repeat(200));
        json(person).post(AUTH + "/register").then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u202eb", "a\ud800b"})
    void nameHoldsNoControlCharacters(String name) {
        given().contentType(ContentType.JSON)
                .body(("{\"full_name\":\"" + name + "\"}")
                        .replace("\n", "\\n")
                        .replace("\u0000", "\\u0000")
                        .replace("\ud800", "\\ud800"))
                .post(AUTH + "/register")
                .then()
                .statusCode(422)
                .body(
                        "errors.findAll { it.field == 'full_name' }.message",
                        equalTo(List.of("must not hold control characters")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "ftp://example.com/a.png", "a.png", "https://"})
    void pictureMustBeOnTheWeb(String url) {
        refuses("image_url", url, "must be an http or https address of at most 2048 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "roles", "status", "disabled", "version", "verified_at"})
    void nobodySetsWhatIsNotTheirs(String field) {
        Map<String, Object> person = person(1);
        person.put(field, 1);
        json(person).post(AUTH + "/register").then().statusCode(400).body("errors.field", equalTo(List.of(field)));
        assertThat(count("SELECT count(*) FROM user_account")).isZero();
    }

    @Test
    void bothTakenFieldsAreNamed() {
        register(1);
        Map<String, Object> person = person(1);
        person.put("email", "ANNA1@Example.Com");
        json(person)
                .post(AUTH + "/register")
                .then()
                .statusCode(409)
                .body("errors.field", containsInAnyOrder("email", "phone"));
    }

    @Test
    void theOneTakenFieldIsNamed() {
        register(1);
        Map<String, Object> person = person(2);
        person.put("phone", "+79990000001");
        json(person).post(AUTH + "/register").then().statusCode(409).body("errors.field", equalTo(List.of("phone")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password1!",
                "Passw0rd!",
                "Qwerty123!",
                "Welcome1!",
                "Pa$$word1",
                "Admin123!",
                "Letmein1!",
                "Abc12345!",
                "Summer2026!",
                "Iloveyou1!",
                "Monkey12!",
                "Dragon1!1",
                "12345678A!",
                "Qazwsx12!",
                "1Qaz2wsx!",
                "Vitrina1!",
                "Zaq12wsx!",
                "$Uperman1",
                "Football1!",
                "!Qaz2wsx",
                "Privet123!"
            })
    void commonPasswordsAreRefused(String password) {
        Map<String, Object> person = person(1);
        person.put("password", password);
        person.put("password_confirm", password);
        json(person)
                .post(AUTH + "/register")
                .then()
                .statusCode(422)
                .body("errors.message", hasItem("is one of the most common passwords"));
    }

    @Test
    void passwordMadeOfOwnAddressIsRefused() {
        Map<String, Object> person = person(1);
        person.put("email", "karenina-anna@example.com");
        person.put("password", "Karenina-Anna1!");
        person.put("password_confirm", "Karenina-Anna1!");
        json(person)
                .post(AUTH + "/register")
                .then()
                .statusCode(422)
                .body("errors", hasSize(1))
                .body("errors[0].field", equalTo("password"));
    }

    @Test
    void passwordHasAtMost72Bytes() {
        Map<String, Object> person = person(1);
        String longest = "Kettle$Lamp42".repeat(6).substring(0, 72);
        person.put("password", longest);
        person.put("password_confirm", longest);
        json(person).post(AUTH + "/register").then().statusCode(201);
        login("anna1@example.com", longest);
        tryLogin("anna1@example.com", longest.substring(0, 71)).statusCode(401);
        Map<String, Object> other = new HashMap<>(person(2));
        other.put("password", longest + "x");
        other.put("password_confirm", longest + "x");
        json(other)
                .post(AUTH + "/register")
                .then()
                .statusCode(422)
                .body("errors.message", hasItem("must be at most 72 bytes"));
    }

    private void refuses(String field, String value, String message) {
        Map<String, Object> person = person(1);
        person.put(field, value);
        json(person)
                .post(AUTH + "/register")
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of(field)))
                .body("errors.message", equalTo(List.of(message)))
                .body("message", not(equalTo("")));
        assertThat(count("SELECT count(*) FROM user_account")).isZero();
    }
}
