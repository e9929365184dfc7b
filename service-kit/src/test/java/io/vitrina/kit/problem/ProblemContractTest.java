package io.vitrina.kit.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vitrina.kit.testing.BadTokens;
import io.vitrina.kit.testing.TestTokens;
import io.vitrina.kit.testing.TokenResource;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TokenResource.class)
class ProblemContractTest {

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/things").then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"))
                .body("status", equalTo(status))
                .body("code", equalTo(status))
                .body("request_id", matchesPattern("[0-9a-f-]{36}"))
                .body("message", not(equalTo("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"full_name\": }", "[]", "\"x\"", "", "null", "{\"full_name\":\"a\"} x"})
    void malformedJsonIs400(String body) {
        problem(post(body), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"full_name\": 5}",
                "{\"full_name\": true}",
                "{\"full_name\": {}}",
                "{\"full_name\": [\"a\"]}",
            })
    void wrongTypeOfTextIs400NamingTheField(String body) {
        problem(post(body), 400).body("errors.field", contains("full_name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"full_name\":\"a\",\"price\": \"5\"}",
                "{\"full_name\":\"a\",\"price\": 5.5}",
                "{\"full_name\":\"a\",\"price\": 5.0}",
                "{\"full_name\":\"a\",\"price\": true}",
                "{\"full_name\":\"a\",\"price\": 99999999999999999999}",
            })
    void wrongTypeOfNumberIs400NamingTheField(String body) {
        problem(post(body), 400).body("errors.field", contains("price"));
    }

    @Test
    void unknownFieldIs400NamingIt() {
        problem(post("{\"full_name\":\"a\",\"is_admin\":true}"), 400).body("errors.field", contains("is_admin"));
    }

    @Test
    void doubledFieldIs400() {
        problem(post("{\"full_name\":\"a\",\"full_name\":\"b\"}"), 400);
    }

    @Test
    void everyBrokenRuleHasAnEntryInSnakeCase() {
        problem(post("{\"items\":[{\"product_id\":1},{\"quantity\":10}]}"), 422)
                .body("errors.field", hasItems("full_name", "items[1].product_id", "items[1].quantity"));
    }

    @Test
    void patchTellsAbsentFromNull() {
        given().contentType(ContentType.JSON)
                .body("{\"price\":null}")
                .patch("/things")
                .then()
                .statusCode(200)
                .body("name_present", equalTo(false))
                .body("price_present", equalTo(true))
                .body("price", equalTo("null"));
    }

    @Test
    void patchRefusesAWrongType() {
        problem(
                        given().contentType(ContentType.JSON)
                                .body("{\"price\":\"5\"}")
                                .patch("/things")
                                .then(),
                        400)
                .body("errors.field", contains("price"));
    }

    @Test
    void wrongContentTypeIs415() {
        problem(given().contentType("text/plain").body("x").post("/things").then(), 415);
    }

    @Test
    void unknownPathIs404() {
        problem(given().get("/nothing").then(), 404);
    }

    @Test
    void wrongMethodIs405() {
        problem(given().delete("/things").then(), 405).header("Allow", equalTo("GET, HEAD, OPTIONS, PATCH, POST"));
        problem(given().delete("/things/fault").then(), 405).header("Allow", equalTo("GET, HEAD, OPTIONS"));
    }

    @Test
    void faultTellsNothing() {
        problem(given().get("/things/fault").then(), 500).body("detail", not(containsString("secret")));
    }

    @Test
    void oversizedBodyIs413() {
        problem(post("{\"full_name\":\"" + "a".repeat(1_100_000) + "\"}"), 413);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_048_577, 1_500_000, 1_999_000})
    void oversizedBodyThatDoesNotSayHowLongItIsIs413(int bytes) throws Exception {
        byte[] body = ("{\"full_name\":\"a\"" + " ".repeat(bytes - 16) + "}").getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = chunked(body);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":413", "request_id");
        assertThat(chunked("{\"full_name\":\"a\"}".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> chunked(byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/things"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=x",
                "page=1&page=2",
                "size=101",
                "size=1.5",
                "page=99999999999",
                "page=%2B1",
                "page=%D9%A1",
                "cursor=%FF",
                "cursor=%ED%A0%80"
            })
    void badQueryParameterIs400(String query) {
        problem(given().urlEncodingEnabled(false).get("/things?" + query).then(), 400);
    }

    @Test
    void saneRequestIdIsKept() {
        given().header("X-Request-Id", "abc-1")
                .get("/nothing")
                .then()
                .header("X-Request-Id", "abc-1")
                .body("request_id", equalTo("abc-1"));
    }

    @Test
    void strangeRequestIdIsReplaced() {
        problem(given().header("X-Request-Id", "a b\"c").get("/nothing").then(), 404);
    }

    @Test
    void trailingSlashMakesNoDifference() {
        given().get("/things/").then().statusCode(200);
    }

    @Test
    void strangerIs401() {
        problem(given().get("/things/mine").then(), 401)
                .header("WWW-Authenticate", "Bearer")
                .body("message", equalTo("Unauthorized"));
    }

    @Test
    void badTokenIs401AlsoOnAnOpenCallThatLooksAtIt() {
        problem(given().auth().oauth2("x.y.z").get("/things/open").then(), 401).header("WWW-Authenticate", "Bearer");
    }

    @Test
    void userIsTakenFromTheToken() {
        given().auth()
                .oauth2(TestTokens.user(7))
                .get("/things/mine")
                .then()
                .statusCode(200)
                .body("user", equalTo(7));
    }

    @Test
    void missingRoleIs403() {
        problem(given().auth().oauth2(TestTokens.user(7)).get("/things/all").then(), 403);
    }

    @Test
    void methodWithoutAnAccessRuleIsClosed() {
        problem(
                given().auth()
                        .oauth2(TestTokens.admin(7))
                        .get("/things/forgotten")
                        .then(),
                403);
    }

    static Stream<Arguments> badTokens() {
        return BadTokens.all().entrySet().stream().map(bad -> Arguments.of(bad.getKey(), bad.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void badTokenOpensNothing(String flaw, String token) {
        problem(given().auth().oauth2(token).get("/things/all").then(), 401).header("WWW-Authenticate", "Bearer");
    }

    /** Half a minute either way; five seconds less, for the clock goes on while the call is made. */
    @ParameterizedTest(name = "issued {0} s from now, until {1} s from now: {2}")
    @CsvSource({"-600,-25,200", "25,600,200", "-600,-90,401", "90,600,401"})
    void clocksMayDifferALittle(long issued, long until, int status) {
        Map<String, Object> claims = TestTokens.claims("7", List.of("user"), "access_token");
        claims.put("iat", Instant.now().getEpochSecond() + issued);
        claims.put("exp", Instant.now().getEpochSecond() + until);
        given().auth()
                .oauth2(TestTokens.sign(TestTokens.header(), claims))
                .get("/things/mine")
                .then()
                .statusCode(status);
    }

    @Test
    void serviceTokenIsNoUser() {
        problem(
                given().auth()
                        .oauth2(TestTokens.service("cart-service", "catalog:lookup"))
                        .get("/things/mine")
                        .then(),
                403);
    }

    @Test
    void refreshTokenOpensNothing() {
        Map<String, Object> header = TestTokens.header();
        header.put("typ", "rt+jwt");
        String token = TestTokens.sign(header, TestTokens.claims("7", List.of("user"), "refresh_token"));
        problem(given().auth().oauth2(token).get("/things/mine").then(), 401);
    }
}
