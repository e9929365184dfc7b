package io.vitrina.catalog.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.kit.testing.EmbeddedDatabase;
import io.vitrina.kit.testing.TestTokens;
import io.vitrina.kit.testing.TokenResource;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two packaged instances, one database, and more buyers than there are pieces. */
class StockConcurrencyIT {

    private static final int ROUNDS = 20;
    private static final int BUYERS = 200;
    private static final int STOCK = 10;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TokenResource TOKENS = new TokenResource();
    private static final List<Process> PROCESSES = new ArrayList<>();
    private static final List<String> INSTANCES = new ArrayList<>();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String CART = TestTokens.service("cart-service", "catalog:lookup catalog:reserve");
    private static final String ADMIN = TestTokens.admin(7);

    @BeforeAll
    static void start() throws Exception {
        String jwks = TOKENS.start().get("vitrina.token.jwks-url");
        for (int i = 0; i < 2; i++) {
            INSTANCES.add(start(i, jwks));
        }
        for (String instance : INSTANCES) {
            awaitReady(instance);
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (Process process : PROCESSES) {
            process.destroy();
        }
        for (Process process : PROCESSES) {
            process.waitFor();
        }
        TOKENS.stop();
    }

    @Test
    void sellsEachPieceOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long product = product(round);
            List<HttpResponse<String>> answers = storm(product);
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                    .as("round %d", round)
                    .hasSize(STOCK);
            List<HttpResponse<String>> refused = answers.stream()
                    .filter(answer -> answer.statusCode() == 409)
                    .toList();
            assertThat(refused).as("round %d", round).hasSize(BUYERS - STOCK);
            for (HttpResponse<String> answer : refused) {
                JsonNode item = JSON.readTree(answer.body()).path("items").path(0);
                assertThat(item.path("product_id").asLong()).isEqualTo(product);
                assertThat(item.path("available").asLong(-1)).isZero();
            }
        }
        JsonNode report = JSON.readTree(call(INSTANCES.getFirst(), "GET", "/internal/consistency", CART, "")
                .body());
        assertThat(report.path("consistent").asBoolean()).isTrue();
    }

    private static List<HttpResponse<String>> storm(long product) throws Exception {
        String body = "{\"items\":[{\"product_id\":" + product + ",\"quantity\":1}],\"ttl_seconds\":600}";
        CountDownLatch gate = new CountDownLatch(1);
        List<Future<HttpResponse<String>>> calls = new ArrayList<>();
        try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < BUYERS; i++) {
                String instance = INSTANCES.get(i % INSTANCES.size());
                calls.add(buyers.submit(() -> {
                    gate.await();
                    return call(instance, "PUT", "/internal/reservations/" + UUID.randomUUID(), CART, body);
                }));
            }
            gate.countDown();
        }
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> call : calls) {
            answers.add(call.get());
        }
        return answers;
    }

    private static long product(int round) throws Exception {
        String body = "{\"name\":\"Last ones " + round + "\",\"price\":100,\"quantity\":" + STOCK + "}";
        HttpResponse<String> answer = call(INSTANCES.getFirst(), "POST", "/api/v1/products", ADMIN, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("id").asLong();
    }

    private static HttpResponse<String> call(String instance, String method, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(instance + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String start(int number, String jwks) throws IOException {
        int port = freePort();
        Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + freePort(),
                "-Dquarkus.datasource.jdbc.url=" + EmbeddedDatabase.url(),
                "-Dquarkus.datasource.username=catalog",
                "-Dvitrina.token.jwks-url=" + jwks,
                "-Dvitrina.catalog.media.directory=target/media",
                "-jar",
                jar.toString());
        builder.environment().put("QUARKUS_DATASOURCE_PASSWORD", EmbeddedDatabase.password());
        builder.redirectErrorStream(true).redirectOutput(new File("target", "instance-" + number + ".log"));
        PROCESSES.add(builder.start());
        return "http://127.0.0.1:" + port;
    }

    private static void awaitReady(String instance) throws InterruptedException {
        Instant latest = Instant.now().plusSeconds(120);
        while (Instant.now().isBefore(latest)) {
            try {
                if (call(instance, "GET", "/api/v1/products", ADMIN, "").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet; the next look is as cheap.
                Thread.onSpinWait();
            }
        }
        throw new IllegalStateException("an instance did not start: see target/instance-*.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
