package io.vitrina.acceptance.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The instrument itself: figures are only worth what it is. */
class LoadTest {

    private static final byte[] BODY = "{\"id\":\"seven\",\"name\":\"Семь\"}".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;
    private URI target;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/length", call -> answer(call, 200, BODY.length));
        server.createContext("/chunks", call -> answer(call, 200, 0));
        server.createContext("/refused", call -> answer(call, 409, BODY.length));
        server.start();
        target = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange call, int status, int length) throws IOException {
        call.getRequestBody().readAllBytes();
        calls.incrementAndGet();
        call.sendResponseHeaders(status, length);
        call.getResponseBody().write(BODY);
        call.close();
    }

    @Test
    void readsBodiesOfEitherFraming() throws IOException {
        Requests requests = new Requests(target);
        try (Connection connection = new Connection(target)) {
            for (String path : List.of("/length", "/chunks", "/length")) {
                Reply reply = connection.exchange(requests.post(path, "{}"));
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.body()).isEqualTo(BODY);
                assertThat(reply.text("id")).isEqualTo("seven");
            }
        }
    }

    @Test
    void countsEachAnswerOnceAndTellsFailures() {
        Figures figures =
                new Load(target, 2, Duration.ZERO, Duration.ofMillis(300)).run(new Requests(target).get("/refused"));

        assertThat(figures.nanos().length).isBetween(1, calls.get());
        assertThat(figures.failures()).isEqualTo(figures.nanos().length);
        assertThat(figures.statuses()).containsOnlyKeys(409);
    }

    @Test
    void keepsToTheRateThatWasAskedFor() {
        byte[] request = new Requests(target).get("/length");

        Figures figures = new Load(target, 4, Duration.ZERO, Duration.ofSeconds(1))
                .atRate(
                        100,
                        worker -> connection -> connection.exchange(request).status());

        assertThat(figures.nanos()).hasSize(100);
        assertThat(figures.perSecond()).isEqualTo(100);
        assertThat(figures.failures()).isZero();
    }

    @Test
    void ranksPercentiles() {
        long[] hundred = new long[100];
        for (int i = 0; i < hundred.length; i++) {
            hundred[i] = (i + 1) * 1_000_000L;
        }
        Figures figures = new Figures(2, hundred, Map.of(200, 100L));

        assertThat(figures.perSecond()).isEqualTo(50);
        assertThat(figures.millis(50)).isCloseTo(50, within(1e-9));
        assertThat(figures.millis(99)).isCloseTo(99, within(1e-9));
        assertThat(figures.millis(100)).isCloseTo(100, within(1e-9));
    }
}
