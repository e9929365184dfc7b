package io.vitrina.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vitrina.auth.testing.AuthTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goes through everything that handles something personal or secret, with all of our own logging on. */
@QuarkusTest
class LogScanTest extends AuthTest {

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = Logger.getLogger("");
    private final Logger own = Logger.getLogger("io.vitrina");
    private final Handler catcher = new Handler() {
        @Override
        public void publish(LogRecord line) {
            String text = line instanceof ExtLogRecord ext ? ext.getFormattedMessage() : line.getMessage();
            lines.add(line.getLoggerName() + " " + text + " " + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        catcher.setLevel(Level.ALL);
        root.addHandler(catcher);
        own.setLevel(Level.ALL);
    }

    @AfterEach
    void stopListening() {
        root.removeHandler(catcher);
        own.setLevel(null);
    }

    @Test
    void logsHoldNothingPersonalAndNoSecret() {
        Account account = register(1);
        String code = code(account.email());
        json(person(1)).post(AUTH + "/register").then().statusCode(409);
        json(Map.of("email", account.email(), "code", code))
                .post(AUTH + "/verify")
                .then()
                .statusCode(200);
        json(Map.of("email", account.email(), "code", code))
                .post(AUTH + "/verify")
                .then()
                .statusCode(422);
        Tokens tokens = login(account);
        tryLogin(account.phone(), OTHER_PASSWORD).statusCode(401);
        Tokens next = refresh(tokens.refresh());
        Tokens newest = refresh(next.refresh());
        tryRefresh(tokens.refresh()).statusCode(401);
        as(newest.access()).get(AUTH + "/me").then().statusCode(401);
        as(tokens.refresh()).get(AUTH + "/me").then().statusCode(401);
        String access = login(account).access();
        as(access)
                .contentType(ContentType.JSON)
                .body(Map.of("email", "new@example.com", "phone", "bad"))
                .patch(USERS + "/1")
                .then()
                .statusCode(422);
        as(access)
                .contentType(ContentType.JSON)
                .body("{\"email\": 5, \"x\": \"" + account.email() + "\"}")
                .patch(USERS + "/1")
                .then()
                .statusCode(400);
        json(Map.of("email", account.email()))
                .post(AUTH + "/password/forgot")
                .then()
                .statusCode(202);
        String reset = resetToken(account.email());
        json(Map.of("token", reset, "new_password", OTHER_PASSWORD, "new_password_confirm", OTHER_PASSWORD))
                .post(AUTH + "/password/reset")
                .then()
                .statusCode(204);
        awaitOutbox();
        assertThat(lines).as("our own logging is on").anyMatch(line -> line.startsWith("io.vitrina"));
        List<String> secrets = List.of(
                account.email(),
                "anna1",
                account.phone(),
                account.phone().substring(2),
                "new@example.com",
                "Karenina",
                PASSWORD,
                OTHER_PASSWORD,
                code,
                reset,
                signature(tokens.access()),
                signature(tokens.refresh()),
                signature(newest.refresh()),
                signature(access),
                "$argon2id$");
        // The mock of the mail server logs what it "sends"; the real one doesn't.
        for (String line :
                lines.stream().filter(l -> !l.startsWith("quarkus-mailer")).toList()) {
            for (String secret : secrets) {
                assertThat(line).doesNotContain(secret);
            }
        }
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }
}
