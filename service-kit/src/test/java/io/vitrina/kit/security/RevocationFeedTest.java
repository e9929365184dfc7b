package io.vitrina.kit.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vitrina.kit.testing.TestTokens;
import io.vitrina.kit.testing.TokenResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RevocationFeedTest.AsAService.class)
@QuarkusTestResource(TokenResource.class)
@QuarkusTestResource(value = RevocationFeedTest.AuthStub.class, restrictToAnnotatedClass = true)
class RevocationFeedTest {

    public static class AsAService implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "vitrina.service.client-id", "cart-service",
                    "vitrina.service.client-secret", "secret",
                    "vitrina.service.revocations-every", "0.05S");
        }
    }

    /** Serves each entry as a page of its own, so that the feed has to follow. */
    public static class AuthStub implements QuarkusTestResourceLifecycleManager {

        static final List<String> ENTRIES = new CopyOnWriteArrayList<>();
        static volatile boolean down;
        private HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext(
                    "/internal/token", call -> answer(call, "{\"access_token\":\"t\",\"expires_in\":600}"));
            server.createContext("/internal/revocations", call -> {
                int since = Integer.parseInt(call.getRequestURI().getQuery().substring("since=".length()));
                boolean more = since < ENTRIES.size();
                String items = more ? ENTRIES.get(since) : "";
                answer(
                        call,
                        "{\"items\":[%s],\"next\":%d,\"more\":%b}".formatted(items, more ? since + 1 : since, more));
            });
            server.start();
            return Map.of(
                    "vitrina.service.auth-url",
                    "http://127.0.0.1:" + server.getAddress().getPort());
        }

        private static void answer(HttpExchange call, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(down ? 503 : 200, bytes.length);
            call.getResponseBody().write(bytes);
            call.close();
        }

        @Override
        public void stop() {
            server.stop(0);
        }
    }

    private static int statusOf(String token) {
        return given().auth().oauth2(token).get("/things/mine").statusCode();
    }

    private static void awaitStatus(String token, int status) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(15));
        while (statusOf(token) != status && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(statusOf(token)).isEqualTo(status);
    }

    private static String userEntry(long id, Instant notBefore) {
        return "{\"user_id\":%d,\"session_id\":null,\"not_before\":\"%s\",\"expires_at\":\"%s\"}"
                .formatted(id, notBefore, notBefore.plusSeconds(600));
    }

    @Test
    void revokedTokensStopOpeningAndAnAbsentFeedStopsNothing() {
        Map<String, Object> claims = TestTokens.claims("31", List.of("user"), "access_token");
        claims.put("sid", "31-session");
        String bySession = TestTokens.sign(TestTokens.header(), claims);
        String byUser = TestTokens.user(32);
        String untouched = TestTokens.user(33);
        assertThat(List.of(statusOf(bySession), statusOf(byUser), statusOf(untouched)))
                .containsOnly(200);

        Instant now = Instant.now();
        AuthStub.ENTRIES.add(
                "{\"user_id\":31,\"session_id\":\"31-session\",\"not_before\":\"%s\",\"expires_at\":\"%s\"}"
                        .formatted(now, now.plusSeconds(600)));
        AuthStub.ENTRIES.add(userEntry(32, now.plusSeconds(5)));
        awaitStatus(bySession, 401);
        awaitStatus(byUser, 401);
        assertThat(statusOf(untouched)).isEqualTo(200);

        AuthStub.down = true;
        AuthStub.ENTRIES.add(userEntry(33, now.plusSeconds(5)));
        assertThat(statusOf(untouched)).isEqualTo(200);
        assertThat(statusOf(bySession)).isEqualTo(401);

        AuthStub.down = false;
        awaitStatus(untouched, 401);
    }
}
