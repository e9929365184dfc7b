package io.vitrina.cart.payment.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vitrina.cart.payment.OutcomeUnknown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderHttpTest {

    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private ProviderHttp http;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        http = new ProviderHttp("Test", url(server.getAddress().getPort()), Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 409, 429, 500, 503})
    void repeatsWithTheSameKeyWhatIsNotDecided(int status) {
        statuses.addAll(List.of(status, status, 200));
        WireReply reply = http.send(WireRequest.post("/v1/x", "text/plain", "x").with("Idempotency-Key", "key-1"));
        assertThat(reply.ok()).isTrue();
        assertThat(keys).containsExactly("key-1", "key-1", "key-1");
    }

    @Test
    void givesUpAfterThreeAttemptsAndSaysItDoesNotKnow() {
        statuses.addAll(List.of(500, 500, 500, 200));
        assertThatThrownBy(() -> http.send(WireRequest.get("/v1/x?secret=1")))
                .isInstanceOf(OutcomeUnknown.class)
                .hasMessage("Test answered 500 to GET /v1/x");
        assertThat(keys).hasSize(3);
    }

    @Test
    void takesARefusalForAnAnswer() {
        statuses.add(402);
        assertThat(http.send(WireRequest.get("/v1/x")).status()).isEqualTo(402);
        assertThat(keys).hasSize(1);
    }

    @Test
    void followsNoRedirect() {
        statuses.addAll(List.of(302, 302, 302, 200));
        assertThatThrownBy(() -> http.send(WireRequest.get("/v1/x"))).isInstanceOf(OutcomeUnknown.class);
        assertThat(keys).hasSize(3);
    }

    @Test
    void doesNotKnowWhenNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (ProviderHttp nobody = new ProviderHttp("Nobody", url(port), Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> nobody.send(WireRequest.get("/v1/x"))).isInstanceOf(OutcomeUnknown.class);
        }
    }

    @Test
    void doesNotWaitForAnAnswerThatTricklesIn() {
        statuses.addAll(List.of(-1, -1, -1));
        try (ProviderHttp hasty =
                new ProviderHttp("Slow", url(server.getAddress().getPort()), Duration.ofMillis(200))) {
            assertThatThrownBy(() -> hasty.send(WireRequest.get("/v1/x")))
                    .isInstanceOf(OutcomeUnknown.class)
                    .hasMessageEndingWith("in time");
        }
    }

    @Test
    void readsNoEndlessAnswer() {
        statuses.addAll(List.of(-2, -2, -2));
        assertThatThrownBy(() -> http.send(WireRequest.get("/v1/x"))).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void keepsSecretsOutOfWhatIsLogged() {
        WireRequest request =
                WireRequest.post("/v1/x?q=1", "text/plain", "body").with("Authorization", "secret");
        assertThat(request).hasToString("POST /v1/x");
        assertThat(request.headers()).isEqualTo(Map.of("Content-Type", "text/plain", "Authorization", "secret"));
    }

    private void answer(HttpExchange call) throws IOException {
        keys.add(String.valueOf(call.getRequestHeaders().getFirst("Idempotency-Key")));
        int status = statuses.isEmpty() ? 200 : statuses.poll();
        if (status == -1) {
            // A head that promises a body which never comes.
            call.sendResponseHeaders(200, 100);
            call.getResponseBody().flush();
            return;
        }
        byte[] body = status == -2 ? new byte[2 << 20] : "{}".getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Location", "/elsewhere");
        call.sendResponseHeaders(Math.max(200, status), body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
