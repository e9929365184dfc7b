package io.vitrina.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vitrina.auth.testing.AuthTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ServiceTokenResourceTest extends AuthTest {

    private static final String SECRET = "cart-secret-of-the-tests";

    private static RequestSpecification form() {
        return given().contentType("application/x-www-form-urlencoded").formParam("grant_type", "client_credentials");
    }

    private static String serviceToken() {
        return form().formParam("client_id", "cart-service")
                .formParam("client_secret", SECRET)
                .post("/internal/token")
                .then()
                .statusCode(200)
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600))
                .body("scope", equalTo("auth:revocations catalog:lookup catalog:reserve"))
                .extract()
                .path("access_token");
    }

    @Test
    void clientGetsATokenOfItsScopes() {
        String token = serviceToken();
        assertThat(header(token)).contains("\"typ\":\"at+jwt\"");
        assertThat(payload(token))
                .contains("\"sub\":\"cart-service\"")
                .contains("\"groups\":[\"service\"]")
                .contains("\"aud\":\"vitrina\"")
                .contains("\"scope\":\"auth:revocations catalog:lookup catalog:reserve\"");
    }

    @Test
    void clientMayComeInTheHeaderAndAskForLess() {
        form().auth()
                .preemptive()
                .basic("cart-service", SECRET)
                .formParam("scope", "catalog:lookup")
                .post("/internal/token")
                .then()
                .statusCode(200)
                .body("scope", equalTo("catalog:lookup"));
    }

    @Test
    void wrongSecretAndUnknownClientAreAnsweredAlike() {
        String known = refusal("cart-service");
        assertThat(known).contains("\"error\":\"invalid_client\"").isEqualTo(refusal("nobody"));
    }

    private static String refusal(String client) {
        return form().header("X-Request-Id", "same")
                .formParam("client_id", client)
                .formParam("client_secret", "x")
                .post("/internal/token")
                .then()
                .statusCode(401)
                .extract()
                .asString();
    }

    @Test
    void othersThanClientCredentialsAreRefused() {
        given().contentType("application/x-www-form-urlencoded")
                .formParam("grant_type", "password")
                .post("/internal/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("unsupported_grant_type"));
        form().auth()
                .preemptive()
                .basic("cart-service", SECRET)
                .formParam("scope", "everything")
                .post("/internal/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_scope"));
        form().post("/internal/token").then().statusCode(401);
    }

    @Test
    void serviceIsNoUser() {
        String token = serviceToken();
        for (String path : List.of(AUTH + "/me", USERS + "/me", USERS, AUTH + "/sessions", USERS + "/1")) {
            as(token).get(path).then().statusCode(403);
        }
    }

    @Test
    void feedTellsWhatWasRevokedInOrder() {
        String token = serviceToken();
        Account account = register(1);
        Tokens one = login(account);
        Tokens other = login(account);
        as(one.access()).delete(AUTH + "/sessions/" + other.session()).then().statusCode(204);
        as(token)
                .get("/internal/revocations")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].user_id", equalTo((int) account.id()))
                .body("items[0].session_id", equalTo(other.session()))
                .body("more", equalTo(false));
        int next = as(token).get("/internal/revocations?since=0").path("next");
        as(one.access()).delete(AUTH + "/sessions").then().statusCode(204);
        as(token)
                .get("/internal/revocations?since=" + next)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].user_id", equalTo((int) account.id()))
                .body("items[0].session_id", nullValue());
        as(token)
                .get("/internal/revocations?since=0&limit=1")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("more", equalTo(true))
                .body("next", equalTo(next));
    }

    @Test
    void feedIsForServicesOnly() {
        given().get("/internal/revocations").then().statusCode(401);
        as(login(admin(1)).access()).get("/internal/revocations").then().statusCode(403);
        String narrow = form().auth()
                .preemptive()
                .basic("cart-service", SECRET)
                .formParam("scope", "catalog:lookup")
                .post("/internal/token")
                .path("access_token");
        as(narrow).get("/internal/revocations").then().statusCode(403);
        as(serviceToken()).get("/internal/revocations?since=x").then().statusCode(400);
    }

    @Test
    void keysAreThereForEverybodyWithoutPrivateMembers() {
        for (String path : List.of("/.well-known/jwks.json", "/api/v1/.well-known/jwks.json")) {
            given().get(path)
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .header("Cache-Control", "public, max-age=300")
                    .body("keys", hasSize(1))
                    .body("keys[0].keySet().sort()", equalTo(List.of("alg", "e", "kid", "kty", "n", "use")));
        }
    }
}
