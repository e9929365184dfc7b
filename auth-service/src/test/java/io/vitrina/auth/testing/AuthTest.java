package io.vitrina.auth.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.ClientProxy;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vitrina.auth.database.Sql;
import io.vitrina.kit.security.Revocations;
import io.vitrina.kit.testing.DatabaseResource;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all tests over HTTP need: accounts, sessions, letters, and time. */
@QuarkusTestResource(value = DatabaseResource.class, initArgs = @ResourceArg(name = "role", value = "auth"))
public abstract class AuthTest {

    public static final String PASSWORD = "Kettle$Lamp42";
    public static final String OTHER_PASSWORD = "Window%Chair77";
    protected static final String AUTH = "/api/v1/auth";
    protected static final String USERS = "/api/v1/users";
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})$");
    private static final Pattern TOKEN = Pattern.compile("\\?token=([A-Za-z0-9_-]+)");

    @Inject
    protected MockMailbox mailbox;

    @Inject
    protected Sql sql;

    @Inject
    Revocations revocations;

    @BeforeEach
    void startAfresh() {
        TestClock.reset();
        mailbox.clear();
        forgetRevocations();
    }

    /** Ids begin anew in each test, so what was revoked under one in another must be forgotten. */
    private void forgetRevocations() {
        try {
            for (String field : List.of("users", "sessions")) {
                Field entries = Revocations.class.getDeclaredField(field);
                entries.setAccessible(true);
                ((Map<?, ?>) entries.get(ClientProxy.unwrap(revocations))).clear();
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void giveTimeBack() {
        TestClock.reset();
    }

    /** An account. */
    public record Account(long id, String email, String phone) {}

    protected static Map<String, Object> person(int number) {
        Map<String, Object> person = new HashMap<>();
        person.put("full_name", "Anna Karenina");
        person.put("email", "anna" + number + "@example.com");
        person.put("phone", "+7999%07d".formatted(number));
        person.put("password", PASSWORD);
        person.put("password_confirm", PASSWORD);
        return person;
    }

    protected static RequestSpecification json(Object body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    protected static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    protected static Account register(int number) {
        Map<String, Object> person = person(number);
        long id = json(person)
                .post(AUTH + "/register")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
        return new Account(id, (String) person.get("email"), (String) person.get("phone"));
    }

    protected Account admin(int number) {
        Account account = register(number);
        sql.update("UPDATE user_account SET admin = true WHERE id = ?", account.id());
        return account;
    }

    protected static ValidatableResponse tryLogin(String login, String password) {
        return json(Map.of("login", login, "password", password))
                .post(AUTH + "/login")
                .then();
    }

    /** The tokens of a new session. */
    protected static Tokens login(Account account) {
        return login(account.email(), PASSWORD);
    }

    protected static Tokens login(String login, String password) {
        return Tokens.of(tryLogin(login, password).statusCode(200));
    }

    protected static ValidatableResponse tryRefresh(String token) {
        return json(Map.of("refresh_token", token)).post(AUTH + "/refresh").then();
    }

    protected static Tokens refresh(String token) {
        return Tokens.of(tryRefresh(token).statusCode(200));
    }

    /** A session's tokens. */
    public record Tokens(String access, String refresh) {

        static Tokens of(ValidatableResponse response) {
            Map<String, String> body = response.extract().as(Map.class);
            return new Tokens(body.get("access_token"), body.get("refresh_token"));
        }

        public String session() {
            return payload(access).replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
        }
    }

    public static String payload(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    public static String header(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8);
    }

    /** The newest letter to the address that is like this; waits for it. */
    protected Mail letter(String email, Predicate<Mail> like) {
        await("a letter", () -> letters(email).stream().anyMatch(like));
        return letters(email).stream().filter(like).reduce((a, b) -> b).orElseThrow();
    }

    protected List<Mail> letters(String email) {
        return List.copyOf(mailbox.getMailsSentTo(email));
    }

    /** The code of the newest letter. */
    protected String code(String email) {
        Matcher code = CODE.matcher(
                letter(email, mail -> CODE.matcher(mail.getText()).find()).getText());
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    protected String resetToken(String email) {
        Matcher token = TOKEN.matcher(
                letter(email, mail -> TOKEN.matcher(mail.getText()).find()).getText());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    /** Waits until the relay has nothing to do: what was to be sent is sent. */
    protected void awaitOutbox() {
        await("an idle outbox", () -> count("SELECT count(*) FROM mail_outbox WHERE sent_at IS NULL") == 0);
    }

    protected long count(String query, Object... values) {
        return sql.first(query, row -> row.getLong(1), values).orElseThrow();
    }

    protected List<String> audit(long userId) {
        return sql.list("SELECT kind FROM audit_event WHERE user_id = ? ORDER BY id", row -> row.getString(1), userId);
    }

    protected static void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(15));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited for " + what).isBefore(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
