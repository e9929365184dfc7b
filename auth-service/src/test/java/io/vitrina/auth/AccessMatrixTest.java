package io.vitrina.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vitrina.auth.testing.AuthTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may make which call. A call of the contract without a row here fails the build. */
@QuarkusTest
class AccessMatrixTest extends AuthTest {

    private enum For {
        ANYBODY,
        USERS,
        ADMINS
    }

    private static final Map<String, For> MATRIX = new LinkedHashMap<>();

    static {
        for (String open : Set.of(
                "register",
                "signup",
                "verify",
                "verify/resend",
                "login",
                "refresh",
                "logout",
                "password/forgot",
                "password/reset")) {
            MATRIX.put("POST " + AUTH + "/" + open, For.ANYBODY);
        }
        MATRIX.put("GET " + AUTH + "/me", For.USERS);
        MATRIX.put("GET " + AUTH + "/sessions", For.USERS);
        MATRIX.put("DELETE " + AUTH + "/sessions", For.USERS);
        MATRIX.put("DELETE " + AUTH + "/sessions/{id}", For.USERS);
        MATRIX.put("PUT " + AUTH + "/password", For.USERS);
        MATRIX.put("POST " + AUTH + "/totp", For.USERS);
        MATRIX.put("POST " + AUTH + "/totp/confirm", For.USERS);
        MATRIX.put("DELETE " + AUTH + "/totp", For.USERS);
        MATRIX.put("GET " + USERS + "/me", For.USERS);
        MATRIX.put("GET " + USERS + "/{id}", For.USERS);
        MATRIX.put("PATCH " + USERS + "/{id}", For.USERS);
        MATRIX.put("GET " + USERS, For.ADMINS);
        MATRIX.put("DELETE " + USERS + "/{id}", For.ADMINS);
        MATRIX.put("GET " + USERS + "/{id}/audit", For.ADMINS);
    }

    @Test
    void everyCallOfTheContractHasARow() {
        Map<String, Map<String, Object>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        Set<String> calls = new TreeSet<>();
        paths.forEach((path, item) -> item.keySet().stream()
                .filter(member ->
                        Set.of("get", "post", "put", "patch", "delete").contains(member))
                .forEach(method -> calls.add(method.toUpperCase() + " " + path)));
        assertThat(calls).isEqualTo(new TreeSet<>(MATRIX.keySet()));
    }

    @Test
    void everyCallIsClosedToWhomItIsNotFor() {
        String user = login(register(1)).access();
        String service = given().contentType("application/x-www-form-urlencoded")
                .formParam("grant_type", "client_credentials")
                .auth()
                .preemptive()
                .basic("cart-service", "cart-secret-of-the-tests")
                .post("/internal/token")
                .path("access_token");
        MATRIX.forEach((call, whom) -> {
            if (whom == For.ANYBODY) {
                assertThat(status(given(), call)).as("a stranger: " + call).isIn(400, 422);
                return;
            }
            assertThat(status(given(), call)).as("a stranger: " + call).isEqualTo(401);
            assertThat(status(as("x.y.z"), call)).as("nonsense: " + call).isEqualTo(401);
            assertThat(status(as(service), call)).as("a service: " + call).isEqualTo(403);
            if (whom == For.ADMINS) {
                assertThat(status(as(user), call)).as("a user: " + call).isEqualTo(403);
            }
        });
    }

    /** With an empty body: what is asked is who is let through the door, not what happens behind it. */
    private static int status(RequestSpecification caller, String call) {
        String[] parts = call.split(" ");
        RequestSpecification request = parts[0].equals("GET") || parts[0].equals("DELETE")
                ? caller
                : caller.contentType(ContentType.JSON).body("{}");
        return request.request(parts[0], parts[1].replace("{id}", "999")).statusCode();
    }
}
