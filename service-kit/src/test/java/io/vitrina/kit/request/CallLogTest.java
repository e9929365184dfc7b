package io.vitrina.kit.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vitrina.kit.testing.TestTokens;
import io.vitrina.kit.testing.TokenResource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TokenResource.class)
class CallLogTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private record Line(java.util.logging.Level level, String message, Map<String, String> context) {}

    private final Logger logger = Logger.getLogger("io.vitrina.kit.calls");
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final ExtHandler listener = new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord event) {
            lines.add(new Line(event.getLevel(), event.getFormattedMessage(), event.getMdcCopy()));
        }
    };

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        logger.addHandler(listener);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(listener);
        logger.setLevel(null);
    }

    @Test
    void tellsOfAReadThatItsClientNamed() throws InterruptedException {
        given().auth()
                .oauth2(TestTokens.admin(17))
                .header("X-Request-Id", "find-me")
                .header("traceparent", "00-" + TRACE + "-" + SPAN + "-01")
                .get("/things/all")
                .then()
                .statusCode(200);

        Line line = next();
        assertThat(line.level()).isEqualTo(Level.INFO);
        assertThat(line.message()).matches("GET /things/all 200 \\d+ ms");
        assertThat(line.context())
                .containsEntry("request_id", "find-me")
                .containsEntry("user_id", "17")
                .containsEntry("trace_id", TRACE)
                .containsEntry("span_id", SPAN);
    }

    @Test
    void tellsOfChangesAndErrorsByTheTemplateAlone() throws InterruptedException {
        given().contentType(ContentType.JSON)
                .body("{\"full_name\":\"a\"}")
                .post("/things")
                .then()
                .statusCode(200);
        assertThat(next()).satisfies(line -> {
            assertThat(line.level()).isEqualTo(Level.INFO);
            assertThat(line.message()).startsWith("POST /things 200 ");
            assertThat(line.context()).doesNotContainKey("user_id");
        });

        String id = given().get("/nothing/anna@example.com")
                .then()
                .statusCode(404)
                .extract()
                .header("X-Request-Id");
        assertThat(next()).satisfies(line -> {
            assertThat(line.level()).isEqualTo(Level.INFO);
            assertThat(line.message()).startsWith("GET ").contains(" 404 ").doesNotContain("anna");
            assertThat(line.context()).containsEntry("request_id", id);
        });
    }

    @Test
    void writesTemplatesAsTheDocumentsDo() {
        assertThat(CallLog.joined("/api/v1/things/", "{id: \\d+}/image")).isEqualTo("/api/v1/things/{id}/image");
        assertThat(CallLog.joined("things", "{id:[0-9]{1,18}}")).isEqualTo("/things/{id}");
        assertThat(CallLog.joined("/things/", "")).isEqualTo("/things");
    }

    @Test
    void keepsQuietAboutOtherReads() throws InterruptedException {
        String made =
                given().get("/things/open").then().statusCode(200).extract().header("X-Request-Id");
        assertThat(next().level()).isEqualTo(Level.DEBUG);

        // As the gateway passes on what it made itself.
        given().header("X-Request-Id", made).get("/things/open").then().statusCode(200);
        assertThat(next().level()).isEqualTo(Level.DEBUG);
    }

    private Line next() throws InterruptedException {
        Line line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).as("a line about the call").isNotNull();
        return line;
    }
}
