package io.vitrina.catalog.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.catalog.Instance;
import io.vitrina.kit.testing.EmbeddedDatabase;
import io.vitrina.kit.testing.TestTokens;
import io.vitrina.kit.testing.TokenResource;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final List<Instance> INSTANCES = new ArrayList<>();
    private static final String CART = TestTokens.service("cart-service", "catalog:lookup catalog:reserve");
    private static final String ADMIN = TestTokens.admin(7);

    @BeforeAll
    static void start() throws Exception {
        String jwks = TOKENS.start().get("vitrina.token.jwks-url");
        for (int i = 0; i < 2; i++) {
            INSTANCES.add(Instance.start("instance-" + i, jwks));
        }
        for (Instance instance : INSTANCES) {
            instance.awaitReady();
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (Instance instance : INSTANCES) {
            instance.close();
        }
        INSTANCES.clear();
        TOKENS.stop();
    }

    /**
     * Takes a piece at each: on a busy machine the first transaction of a process may take seconds, with the row locked
     * that all the others wait for.
     */
    private static void warmUp() throws Exception {
        long product = product("First", INSTANCES.size());
        for (Instance instance : INSTANCES) {
            assertThat(reserve(instance, body(product)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void sellsEachPieceOnce() throws Exception {
        warmUp();
        long deadlocks = deadlocks();
        for (int round = 0; round < ROUNDS; round++) {
            long product = product("Last ones " + round, STOCK);
            List<HttpResponse<String>> answers = storm(product, product("Plenty " + round, BUYERS));
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
        JsonNode report = JSON.readTree(INSTANCES
                .getFirst()
                .call("GET", "/internal/consistency", CART, "")
                .body());
        assertThat(report.path("consistent").asBoolean()).isTrue();
        stop();
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    /** Half of them want the scarce product alone; the others something else as well, named before or after it. */
    private static List<HttpResponse<String>> storm(long product, long plenty) throws Exception {
        List<String> bodies = List.of(body(product), body(product, plenty), body(product), body(plenty, product));
        CountDownLatch gate = new CountDownLatch(1);
        List<Future<HttpResponse<String>>> calls = new ArrayList<>();
        try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < BUYERS; i++) {
                Instance instance = INSTANCES.get(i % INSTANCES.size());
                String body = bodies.get(i / INSTANCES.size() % bodies.size());
                calls.add(buyers.submit(() -> {
                    gate.await();
                    return reserve(instance, body);
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

    private static HttpResponse<String> reserve(Instance instance, String body) throws Exception {
        return instance.call("PUT", "/internal/reservations/" + UUID.randomUUID(), CART, body);
    }

    private static String body(Long... products) {
        return Stream.of(products)
                .map(product -> "{\"product_id\":" + product + ",\"quantity\":1}")
                .collect(Collectors.joining(",", "{\"items\":[", "],\"ttl_seconds\":600}"));
    }

    private static long product(String name, int quantity) throws Exception {
        String body = "{\"name\":\"" + name + "\",\"price\":100,\"quantity\":" + quantity + "}";
        HttpResponse<String> answer = INSTANCES.getFirst().call("POST", "/api/v1/products", ADMIN, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("id").asLong();
    }

    /** How many PostgreSQL has resolved, ever. A session tells of its own at the latest when it ends. */
    private static long deadlocks() throws SQLException {
        try (Connection connection =
                        EmbeddedDatabase.start().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            while (number(statement, "SELECT count(*) FROM pg_stat_activity WHERE usename = 'catalog'") > 0
                    && INSTANCES.isEmpty()) {
                Thread.onSpinWait();
            }
            return number(statement, "SELECT sum(deadlocks) FROM pg_stat_database");
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
