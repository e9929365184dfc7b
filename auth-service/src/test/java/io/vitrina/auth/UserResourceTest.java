package io.vitrina.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.TestClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UserResourceTest extends AuthTest {
    private static ValidatableResponse patch(String token, long id, Object body) {
        return as(token)
                .contentType(ContentType.JSON)
                .body(body)
                .patch(USERS + "/" + id)
                .then();
    }

    @Test
    void strangerIsRefusedEverywhere() {
        for (String path : List.of(USERS, USERS + "/1", USERS + "/me", AUTH + "/me", AUTH + "/sessions")) {
            given().get(path).then().statusCode(401).header("WWW-Authenticate", "Bearer");
        }
        given().delete(USERS + "/1").then().statusCode(401);
        json(Map.of("full_name", "x")).patch(USERS + "/1").then().statusCode(401);
        given().delete(AUTH + "/sessions").then().statusCode(401);
        json(Map.of()).put(AUTH + "/password").then().statusCode(401);
    }

    @Test
    void userReadsItselfAndNobodyElse() {
        Account me = register(1);
        Account other = register(2);
        String token = login(me).access();
        as(token).get(USERS + "/" + me.id()).then().statusCode(200).body("email", equalTo(me.email()));
        String foreign = as(token)
                .header("X-Request-Id", "same")
                .get(USERS + "/" + other.id())
                .then()
                .statusCode(404)
                .extract()
                .asString();
        String absent = as(token)
                .header("X-Request-Id", "same")
                .get(USERS + "/999")
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertThat(foreign).isEqualTo(absent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999", "0x1"})
    void strangeIdIsNotFound(String id) {
        as(login(admin(1)).access())
                .get(USERS + "/" + id)
                .then()
                .statusCode(404)
                .body("code", equalTo(404));
    }

    @Test
    void userChangesItsOwnProfile() {
        Account me = register(1);
        String token = login(me).access();
        patch(
                        token,
                        me.id(),
                        Map.of(
                                "full_name",
                                "Anna A.",
                                "phone",
                                "+79991112233",
                                "image_url",
                                "https://example.com/a.png"))
                .statusCode(200)
                .header("ETag", "\"1-1\"")
                .body("full_name", equalTo("Anna A."))
                .body("phone", equalTo("+79991112233"))
                .body("image_url", equalTo("https://example.com/a.png"));
        patch(token, me.id(), "{\"image_url\":null}").statusCode(200).body("image_url", nullValue());
    }

    @Test
    void userChangesNoRolesAndNobodyElse() {
        Account me = register(1);
        Account other = register(2);
        String token = login(me).access();
        patch(token, me.id(), Map.of("roles", List.of("user", "admin"))).statusCode(403);
        patch(token, me.id(), Map.of("disabled", true)).statusCode(403);
        patch(token, other.id(), Map.of("full_name", "x")).statusCode(404);
        assertThat(count("SELECT count(*) FROM user_account WHERE admin OR disabled OR full_name = 'x'"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "status", "password", "password_hash", "version", "created_at", "pending_email"})
    void unknownFieldIsNamed(String field) {
        Account me = register(1);
        patch(login(me).access(), me.id(), Map.of(field, 1))
                .statusCode(400)
                .body("errors.field", equalTo(List.of(field)));
    }

    @Test
    void everyBrokenRuleOfAChangeIsNamed() {
        Account admin = admin(1);
        patch(
                        login(admin).access(),
                        admin.id(),
                        "{\"full_name\":null,\"email\":\"x\",\"phone\":\"1\",\"roles\":[\"boss\"],\"disabled\":null}")
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("full_name", "email", "phone", "roles", "disabled"));
    }

    @Test
    void newOwnAddressWaitsForItsCode() {
        Account me = register(1);
        String token = login(me).access();
        patch(token, me.id(), Map.of("email", "new@example.com"))
                .statusCode(200)
                .body("email", equalTo(me.email()))
                .body("pending_email", equalTo("new@example.com"));
        String code = code("new@example.com");
        json(Map.of("email", "new@example.com", "code", code))
                .post(AUTH + "/verify")
                .then()
                .statusCode(200)
                .body("email", equalTo("new@example.com"))
                .body("pending_email", nullValue())
                .body("status", equalTo("verified"));
        login("new@example.com", PASSWORD);
        tryLogin(me.email(), PASSWORD).statusCode(401);
    }

    @Test
    void codeOfRegistrationProvesNoNewAddress() {
        Account me = register(1);
        String first = code(me.email());
        patch(login(me).access(), me.id(), Map.of("email", "new@example.com")).statusCode(200);
        String second = code("new@example.com");
        if (!first.equals(second)) {
            json(Map.of("email", "new@example.com", "code", first))
                    .post(AUTH + "/verify")
                    .then()
                    .statusCode(422);
            json(Map.of("email", me.email(), "code", second))
                    .post(AUTH + "/verify")
                    .then()
                    .statusCode(422);
        }
    }

    @Test
    void takenAddressOrPhoneIsAConflict() {
        Account me = register(1);
        register(2);
        String token = login(me).access();
        patch(token, me.id(), Map.of("email", "ANNA2@example.com"))
                .statusCode(409)
                .body("errors.field", equalTo(List.of("email")));
        patch(token, me.id(), Map.of("phone", "+79990000002"))
                .statusCode(409)
                .body("errors.field", equalTo(List.of("phone")));
    }

    @Test
    void adminChangesRolesAddressAndDisabled() {
        String token = login(admin(1)).access();
        Account other = register(2);
        patch(token, other.id(), Map.of("roles", List.of("admin"), "email", "boss@example.com"))
                .statusCode(200)
                .body("roles", equalTo(List.of("user", "admin")))
                .body("email", equalTo("boss@example.com"))
                .body("pending_email", nullValue());
        patch(token, other.id(), Map.of("disabled", true)).statusCode(200).body("disabled", equalTo(true));
        tryLogin("boss@example.com", PASSWORD).statusCode(403);
        patch(token, other.id(), Map.of("disabled", false)).statusCode(200);
        login("boss@example.com", PASSWORD);
    }

    @Test
    void newRightsEndOldAccessTokensAndKeepTheSession() {
        String admin = login(admin(1)).access();
        Account other = register(2);
        Tokens tokens = login(other);
        patch(admin, other.id(), Map.of("roles", List.of("user", "admin"))).statusCode(200);
        as(tokens.access()).get(AUTH + "/me").then().statusCode(401);
        as(refresh(tokens.refresh()).access()).get(USERS).then().statusCode(200);
    }

    @Test
    void rightsThatLastedLessThanASecondEndToo() {
        Account boss = admin(1);
        Account other = register(2);
        TestClock.stopAt(Instant.now().truncatedTo(ChronoUnit.SECONDS).plusMillis(200));
        String admin = login(boss).access();
        patch(admin, other.id(), Map.of("roles", List.of("user", "admin"))).statusCode(200);
        Tokens tokens = login(other);
        as(tokens.access()).get(USERS).then().statusCode(200);
        patch(admin, other.id(), Map.of("roles", List.of("user"))).statusCode(200);
        as(tokens.access()).get(USERS).then().statusCode(401);
        as(tokens.access()).get(AUTH + "/me").then().statusCode(401);
        String now = refresh(tokens.refresh()).access();
        as(now).get(USERS).then().statusCode(403);
        as(now).get(AUTH + "/me").then().statusCode(200);
    }

    @Test
    void disablingEndsEverything() {
        String admin = login(admin(1)).access();
        Account other = register(2);
        Tokens tokens = login(other);
        patch(admin, other.id(), Map.of("disabled", true)).statusCode(200);
        as(tokens.access()).get(AUTH + "/me").then().statusCode(401);
        tryRefresh(tokens.refresh()).statusCode(401);
    }

    @Test
    void staleChangeIsRefused() {
        Account me = register(1);
        String token = login(me).access();
        as(token)
                .header("If-Match", "\"1-0\"")
                .contentType(ContentType.JSON)
                .body(Map.of("full_name", "A"))
                .patch(USERS + "/1")
                .then()
                .statusCode(200)
                .header("ETag", "\"1-1\"");
        as(token)
                .header("If-Match", "\"1-0\"")
                .contentType(ContentType.JSON)
                .body(Map.of("full_name", "B"))
                .patch(USERS + "/1")
                .then()
                .statusCode(412)
                .body("code", equalTo(412));
        as(token).get(USERS + "/1").then().body("full_name", equalTo("A"));
        as(token).header("If-None-Match", "\"1-1\"").get(USERS + "/1").then().statusCode(304);
    }

    @Test
    void knowsAStateByItsWeakTagToo() {
        register(1);
        String token = login(person(1).get("email").toString(), PASSWORD).access();
        for (String path : List.of(AUTH + "/me", USERS + "/me", USERS + "/1")) {
            as(token)
                    .header("If-None-Match", "\"1-7\", W/\"1-0\"")
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", "\"1-0\"");
            as(token).header("If-None-Match", "W/\"1-7\"").get(path).then().statusCode(200);
        }
    }

    @Test
    void deletingErasesAllThatIsPersonal() {
        String admin = login(admin(1)).access();
        Account other = register(2);
        Tokens tokens = login(other);
        as(admin).delete(USERS + "/" + other.id()).then().statusCode(204);
        tryRefresh(tokens.refresh()).statusCode(401);
        as(tokens.access()).get(AUTH + "/me").then().statusCode(401);
        tryLogin(other.email(), PASSWORD).statusCode(401);
        as(admin).get(USERS + "/" + other.id()).then().statusCode(404);
        as(admin).delete(USERS + "/" + other.id()).then().statusCode(404);
        for (String table : List.of(
                "user_account WHERE id = 2",
                "session WHERE user_id = 2",
                "verification_code WHERE user_id = 2",
                "mail_outbox WHERE user_id = 2")) {
            assertThat(count("SELECT count(*) FROM " + table)).as(table).isZero();
        }
        register(2);
    }

    @Test
    void lastAdminStays() {
        Account admin = admin(1);
        String token = login(admin).access();
        as(token).delete(USERS + "/1").then().statusCode(409);
        patch(token, 1, Map.of("roles", List.of("user"))).statusCode(409);
        patch(token, 1, Map.of("disabled", true)).statusCode(409);
        admin(2);
        patch(token, 1, Map.of("roles", List.of("user"))).statusCode(200);
    }
}
