package io.vitrina.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.testing.AuthTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest extends AuthTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void readyWithDatabaseAndKeys() {
        given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItem("signing keys"))
                .body("checks.name", hasItem("Database connections health check"));
        for (String probe : List.of("live", "started")) {
            given().get(management.resolve("/q/health/" + probe))
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("UP"));
        }
        given().get(management.resolve("/q/metrics")).then().statusCode(200);
    }

    @Test
    void managementIsNotReachedFromOutside() {
        for (String path : List.of("/q/health", "/q/health/ready", "/q/metrics")) {
            given().get(path).then().statusCode(404);
        }
    }
}
