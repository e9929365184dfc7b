package io.vitrina.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.Parallel;
import io.vitrina.auth.testing.Replica;
import io.vitrina.kit.testing.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the packaged service that share a database and a key directory, as replicas do. */
class ReplicasIT {

    /** How often the race is run: {@code -Dvitrina.refresh.rounds=200} is the whole proof. */
    private static final int ROUNDS = Integer.getInteger("vitrina.refresh.rounds", 60);

    private static final int CALLERS = 50;
    private static final int WARMUP = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Replica a;
    private static Replica b;

    @BeforeAll
    static void start(@TempDir Path keys) {
        Map<String, String> settings = Map.of(
                "vitrina.auth.keys.directory",
                keys.toString(),
                // What is raced here are refreshes; the one login need not be dear.
                "vitrina.auth.argon2.memory",
                "1024");
        a = Replica.start("auth-replica-a", settings);
        b = Replica.start("auth-replica-b", settings);
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
    }

    @Test
    void fiftyParallelRefreshesGetOneSuccessorInEachRound() {
        String token = warmUp(login("race@example.com", "+79990000001"));
        long began = System.nanoTime();
        for (int round = 1; round <= ROUNDS; round++) {
            String spent = body(token);
            List<HttpResponse<String>> answers = Parallel.run(CALLERS, i -> refresh(i % 2 == 0 ? a : b, spent));
            assertThat(answers)
                    .as("round " + round)
                    .extracting(HttpResponse::statusCode)
                    .containsOnly(200);
            List<String> successors = answers.stream()
                    .map(answer -> read(answer).path("refresh_token").asText())
                    .distinct()
                    .toList();
            assertThat(successors).as("round " + round).hasSize(1).doesNotContain(token);
            assertThat(number("SELECT counter FROM session")).isEqualTo(WARMUP + round);
            token = successors.getFirst();
        }
        System.out.printf(
                "%d rounds of %d refreshes on two processes took %d s%n",
                ROUNDS, CALLERS, Duration.ofNanos(System.nanoTime() - began).toSeconds());
        assertThat(number("SELECT count(*) FROM session WHERE ended_at IS NOT NULL"))
                .isZero();
        assertThat(number("SELECT count(*) FROM audit_event WHERE kind IN ('refresh_reused', 'refresh_refused')"))
                .isZero();
    }

    /** Spends some at each: the first calls of a process may be slow enough for fifty to wait in vain behind them. */
    private static String warmUp(String token) {
        String last = token;
        for (int i = 0; i < WARMUP; i++) {
            last = read(refresh(i % 2 == 0 ? a : b, body(last)))
                    .path("refresh_token")
                    .asText();
        }
        return last;
    }

    private static String body(String token) {
        return "{\"refresh_token\":\"" + token + "\"}";
    }

    private static HttpResponse<String> refresh(Replica replica, String body) {
        return replica.post("/api/v1/auth/refresh", body);
    }

    /** The refresh token of somebody new: registered at one replica, signed in at the other. */
    private static String login(String email, String phone) {
        String person = """
                {"full_name": "Anna Karenina", "email": "%s", "phone": "%s", "password": "%s", "password_confirm": "%3$s"}
                """.formatted(email, phone, AuthTest.PASSWORD);
        assertThat(a.post("/api/v1/auth/register", person).statusCode()).isEqualTo(201);
        HttpResponse<String> session = b.post(
                "/api/v1/auth/login", "{\"login\":\"" + email + "\",\"password\":\"" + AuthTest.PASSWORD + "\"}");
        assertThat(session.statusCode()).isEqualTo(200);
        return read(session).path("refresh_token").asText();
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(String query) {
        try (Connection connection =
                        DriverManager.getConnection(EmbeddedDatabase.url(), "auth", EmbeddedDatabase.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
