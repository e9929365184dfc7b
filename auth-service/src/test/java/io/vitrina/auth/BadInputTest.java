package io.vitrina.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.kit.testing.TestTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every field of every call, wrong in every way. */
@QuarkusTest
class BadInputTest extends AuthTest {

    private record Call(String method, String path, boolean signedIn, Map<String, Object> body) {}

    private static List<Call> calls(Account account) {
        String self = USERS + "/" + account.id();
        Map<String, Object> registration = new LinkedHashMap<>(person(2));
        registration.put("image_url", "https://example.com/a.png");
        return List.of(
                new Call("POST", AUTH + "/register", false, registration),
                new Call("POST", AUTH + "/signup", false, registration),
                new Call("POST", AUTH + "/verify", false, Map.of("email", account.email(), "code", "000000")),
                new Call("POST", AUTH + "/verify/resend", false, Map.of("email", account.email())),
                new Call(
                        "POST",
                        AUTH + "/login",
                        false,
                        Map.of("login", account.email(), "password", "Wrong$Pass1x", "totp_code", "123456")),
                new Call("POST", AUTH + "/refresh", false, Map.of("refresh_token", "x")),
                new Call("POST", AUTH + "/logout", false, Map.of("refresh_token", "x")),
                new Call(
                        "PUT",
                        AUTH + "/password",
                        true,
                        Map.of(
                                "current_password",
                                "Wrong$Pass1x",
                                "new_password",
                                OTHER_PASSWORD,
                                "new_password_confirm",
                                OTHER_PASSWORD)),
                new Call("POST", AUTH + "/password/forgot", false, Map.of("email", account.email())),
                new Call(
                        "POST",
                        AUTH + "/password/reset",
                        false,
                        Map.of("token", "x", "new_password", OTHER_PASSWORD, "new_password_confirm", OTHER_PASSWORD)),
                new Call("POST", AUTH + "/totp/confirm", true, Map.of("code", "123456")),
                new Call(
                        "PATCH",
                        self,
                        true,
                        Map.of(
                                "full_name",
                                "x",
                                "email",
                                "x@example.com",
                                "phone",
                                "+79990000001",
                                "image_url",
                                "https://example.com/a")));
    }

    private static final List<String> WRONG_TYPES = List.of("5", "1.5", "true", "{}", "[]", "[\"a\"]", "{\"a\":1}");
    /** Strange, and yet somebody's name may be it. */
    private static final List<String> HARMLESS =
            List.of("\"';DROP TABLE user_account;--\"", "\"${jndi:ldap://x}\"", "\"{7*7}\"");

    private static final List<String> WRONG_TEXTS = List.of(
            "\"\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\r\\nBcc: x@example.com\"",
            "\"\\u202e\"",
            "\"" + "a".repeat(5_000) + "\"",
            "\"';DROP TABLE user_account;--\"",
            "\"${jndi:ldap://x}\"",
            "\"{7*7}\"");

    @Test
    void everyFieldIsRefusedInEveryWrongWay() {
        Account account = register(1);
        String token = login(account).access();
        String before = rows();
        for (Call call : calls(account)) {
            for (String field : call.body().keySet()) {
                for (String type : WRONG_TYPES) {
                    check(call, token, with(call, field, type), List.of(400), field + " = " + type);
                }
                for (String text : WRONG_TEXTS) {
                    if ("full_name".equals(field) && HARMLESS.contains(text)) {
                        continue;
                    }
                    List<Integer> allowed = "login".equals(field)
                                    || "password".equals(field)
                                    || "current_password".equals(field)
                                    || "refresh_token".equals(field)
                                    || "token".equals(field)
                            ? List.of(401, 422, 429)
                            : List.of(422);
                    check(call, token, with(call, field, text), allowed, field + " = " + text);
                }
            }
            check(call, token, with(call, "surprise", "1"), List.of(400), "surprise");
            for (String body : List.of(
                    "",
                    "null",
                    "[]",
                    "{",
                    "\"x\"",
                    "{\"a\"}",
                    "{} x",
                    "\u0000",
                    "{\"a\":".repeat(50) + "1" + "}".repeat(50))) {
                check(call, token, body, List.of(400), body);
            }
            assertThat(send(call, token, "{}".concat(" ".repeat(1_100_000))).statusCode())
                    .as(call.path())
                    .isEqualTo(413);
            Response plain =
                    request(call, token).contentType("text/plain").body("x").request(call.method(), call.path());
            assertThat(plain.statusCode()).as(call.path()).isEqualTo(415);
        }
        assertThat(rows()).isEqualTo(before);
    }

    private String rows() {
        return sql.list("SELECT (u.*)::text FROM user_account u ORDER BY id", row -> row.getString(1))
                .toString();
    }

    private static void check(Call call, String token, String body, List<Integer> allowed, String what) {
        Response response = send(call, token, body);
        String said = call.method() + " " + call.path() + " " + (what.length() > 80 ? what.substring(0, 80) : what);
        assertThat(response.statusCode()).as(said).isIn(allowed);
        assertThat(response.contentType()).as(said).startsWith("application/problem+json");
        assertThat(response.jsonPath().getInt("code")).as(said).isEqualTo(response.statusCode());
        assertThat(response.asString())
                .as(said)
                .doesNotContain("Exception")
                .doesNotContain("io.vitrina")
                .doesNotContain("SELECT");
    }

    private static Response send(Call call, String token, String body) {
        return request(call, token).contentType(ContentType.JSON).body(body).request(call.method(), call.path());
    }

    private static io.restassured.specification.RequestSpecification request(Call call, String token) {
        return call.signedIn() ? as(token) : given();
    }

    private static String with(Call call, String field, String json) {
        List<String> members = new ArrayList<>();
        call.body().forEach((name, value) -> {
            if (!name.equals(field)) {
                members.add(TestTokens.json(name) + ":" + TestTokens.json(value));
            }
        });
        members.add(TestTokens.json(field) + ":" + json);
        return "{" + String.join(",", members) + "}";
    }

    @Test
    void longHeadersAreReadUpTo20KibAndRefusedBeyond() {
        String token = login(register(1)).access();
        as(token)
                .header("X-Long", "a".repeat(20 * 1024))
                .get(AUTH + "/me")
                .then()
                .statusCode(200);
        assertThat(as(token)
                        .header("X-Long", "a".repeat(40 * 1024))
                        .get(AUTH + "/me")
                        .statusCode())
                .isEqualTo(431);
    }

    @Test
    void chanceFindsNoFault() {
        Account account = register(1);
        String token = login(account).access();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Call> calls = calls(account);
        for (int i = 0; i < 500; i++) {
            Call call = calls.get(random.nextInt(calls.size()));
            String body = mutate(with(call, "surprise".substring(0, random.nextInt(8)), "1"), random);
            assertThat(send(call, token, body).statusCode())
                    .as("seed " + seed + ", try " + i)
                    .isBetween(200, 499);
        }
    }

    private static String mutate(String body, Random random) {
        StringBuilder text = new StringBuilder(body);
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, (char) (32 + random.nextInt(95)));
                default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
            }
        }
        return text.toString();
    }

    @Test
    void trailingSlashMakesNoDifferenceAndOddPathsOpenNothing() {
        String token = login(register(1)).access();
        as(token).get(AUTH + "/me/").then().statusCode(200);
        for (String path : List.of(
                USERS + ";x",
                USERS + "/;x",
                USERS + "%3Bx",
                "/api//v1/users",
                "/api/v1/./users",
                "/api/v1/%2e/users",
                "/api/v1%2fusers",
                "/api/v1%5cusers",
                "/api/v1/users/..;/users",
                "/API/V1/users",
                "/api/v1/Users",
                USERS + "/%2e%2e/users")) {
            int anonymous = given().urlEncodingEnabled(false).get(path).statusCode();
            assertThat(anonymous).as(path).isIn(400, 401, 403, 404);
            int user = as(token).urlEncodingEnabled(false).get(path).statusCode();
            assertThat(user).as(path).isIn(400, 401, 403, 404);
        }
    }
}
