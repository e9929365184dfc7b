package io.vitrina.kit.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.kit.testing.TokenResource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies whose first bytes look like another encoding than UTF-8, which Jackson then reads them by. */
@QuarkusTest
@QuarkusTestResource(TokenResource.class)
class StrangeEncodingTest {

    static Stream<byte[]> malformed() {
        return Stream.of(
                new byte[] {0, '{', 0, 0},
                new byte[] {0, 0, 0, '{', 0x7F, 0, 0, 0},
                new byte[] {0, 0, 0, '{', 0, 0},
                new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF, 1},
                new byte[] {(byte) 0xFE, (byte) 0xFF, 0},
                new byte[] {0, '{', 0},
                new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, (byte) 0xFF},
                new byte[] {'{', '"', (byte) 0xFF, '"'},
                new byte[] {0});
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedBytesAre400(byte[] body) {
        given().header("Content-Type", "application/json")
                .body(body)
                .post("/things")
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("code", equalTo(400))
                .body("detail", matchesPattern("the body is not .*JSON.*"));
    }

    @Test
    void wellFormedUtf32IsRead() {
        given().header("Content-Type", "application/json")
                .body("{\"full_name\":\"a\"}".getBytes(Charset.forName("UTF-32BE")))
                .post("/things")
                .then()
                .statusCode(200);
        given().header("Content-Type", "application/json")
                .body("{\"full_name\":\"a\"}".getBytes(StandardCharsets.UTF_16BE))
                .post("/things")
                .then()
                .statusCode(200);
    }
}
