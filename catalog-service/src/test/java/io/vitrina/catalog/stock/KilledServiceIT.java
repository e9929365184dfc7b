package io.vitrina.catalog.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.catalog.Instance;
import io.vitrina.catalog.stock.Orders.Sent;
import io.vitrina.kit.testing.EmbeddedDatabase;
import io.vitrina.kit.testing.TestTokens;
import io.vitrina.kit.testing.TokenResource;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * kill -9 amid reservations, commits, releases and an import, and again: no piece is lost or sold twice, a command that
 * is sent again gets the answer it had, an import leaves whole batches. {@code -Dvitrina.chaos.catalog-deaths=20} for
 * the long form.
 */
class KilledServiceIT {

    private static final int DEATHS = Integer.getInteger("vitrina.chaos.catalog-deaths", 2);
    private static final int BUYERS = 24;
    private static final int PRODUCTS = 40;
    private static final long STOCK = 1_000_000;
    private static final int BATCH = 200;
    private static final int ROWS = 20_000;
    private static final int FEWEST_ANSWERS = 150;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TokenResource TOKENS = new TokenResource();
    private static String jwks;

    private final List<Long> products = new ArrayList<>();
    private final List<Sent> unanswered = new ArrayList<>();
    private final Random random = new Random(11);
    private Orders orders;

    @BeforeAll
    static void start() {
        jwks = TOKENS.start().get("vitrina.token.jwks-url");
    }

    @AfterAll
    static void stop() {
        TOKENS.stop();
    }

    @Test
    void losesNothingHoweverOftenItDies() throws Exception {
        Instance instance = instance(0).awaitReady();
        try {
            makeProducts(instance);
            for (int death = 1; death <= DEATHS; death++) {
                String sku = "K" + death + "-";
                String file = rows(sku);
                runAndKill(instance, sku, file);
                instance = instance(death).awaitReady();
                everythingAddsUp(instance);
                repeatCommands(instance);
                everythingAddsUp(instance);
                finishImport(instance, sku, file);
            }
        } finally {
            instance.close();
        }
        System.out.printf(
                "%d deaths: %d commands answered, %d cut off%n", DEATHS, orders.answered(), unanswered.size());
        assertThat(unanswered).as("commands whose answer the deaths cut off").isNotEmpty();
    }

    /** Ends with the process dead and commands, an import among them, under way. */
    private void runAndKill(Instance instance, String sku, String file) throws Exception {
        String cart = TestTokens.service("cart-service", "catalog:lookup catalog:reserve");
        int enough = orders.answered() + FEWEST_ANSWERS + random.nextInt(FEWEST_ANSWERS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Sent>> buyers = new ArrayList<>();
            for (int i = 0; i < BUYERS; i++) {
                Random choices = new Random(random.nextLong());
                buyers.add(threads.submit(() -> orders.shopUntilItDies(instance, cart, choices)));
            }
            Future<?> importing = threads.submit(attempt(() -> send(instance, file)));
            long rows = 0;
            while (rows < BATCH || (orders.answered() < enough && rows < ROWS / 2)) {
                rows = imported(sku);
            }
            instance.kill();
            for (Future<Sent> buyer : buyers) {
                unanswered.add(buyer.get());
            }
            importing.get();
        }
    }

    /** Each buyer's last word twice again, answered or not; and of what was answered long ago, a part. */
    private void repeatCommands(Instance instance) throws Exception {
        String cart = TestTokens.service("cart-service", "catalog:lookup catalog:reserve");
        for (Sent sent : orders.lastOfEach()) {
            HttpResponse<String> first = sent.to(instance, cart);
            assertThat(first.statusCode()).as("%s: %s", sent, first.body()).isEqualTo(200);
            if (sent.answer() != null) {
                assertThat(first.body()).as(sent.toString()).isEqualTo(sent.answer());
            }
            assertThat(sent.to(instance, cart).body()).as(sent.toString()).isEqualTo(first.body());
            orders.settle(sent, JSON.readTree(first.body()));
        }
    }

    /** By the service's own count, and by what its answers to the orders promise. */
    private void everythingAddsUp(Instance instance) throws Exception {
        String operator = TestTokens.service("operator", "consistency:read");
        JsonNode report = JSON.readTree(
                instance.call("GET", "/internal/consistency", operator, "").body());
        assertThat(report.path("consistent").asBoolean()).as(report.toString()).isTrue();
        if (orders.isSettled()) {
            for (long product : products) {
                JsonNode now =
                        JSON.readTree(instance.call("GET", "/api/v1/products/" + product, TestTokens.admin(7), "")
                                .body());
                assertThat(now.path("quantity").asLong()).isEqualTo(STOCK - orders.takenOf(product));
            }
        }
    }

    private static void finishImport(Instance instance, String sku, String file) throws Exception {
        long before = imported(sku);
        assertThat(before % BATCH).as("%d rows of whole batches", before).isZero();
        assertThat(before).isBetween((long) BATCH, (long) ROWS - BATCH);
        HttpResponse<String> answer = send(instance, file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode report = JSON.readTree(answer.body());
        assertThat(report.path("created").asLong()).isEqualTo(ROWS - before);
        assertThat(report.path("unchanged").asLong()).isEqualTo(before);
    }

    private static HttpResponse<String> send(Instance instance, String file) throws Exception {
        return instance.call("POST", "/api/v1/products/import", TestTokens.admin(7), "text/csv", file);
    }

    private static Runnable attempt(Callable<?> call) {
        return () -> {
            try {
                call.call();
            } catch (Exception e) {
                // The death it waited for.
                assertThat(e).isInstanceOf(IOException.class);
            }
        };
    }

    private void makeProducts(Instance instance) throws Exception {
        while (products.size() < PRODUCTS) {
            String body = "{\"name\":\"Stays " + products.size() + "\",\"price\":100,\"quantity\":" + STOCK + "}";
            HttpResponse<String> answer = instance.call("POST", "/api/v1/products", TestTokens.admin(7), body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            products.add(JSON.readTree(answer.body()).path("id").asLong());
        }
        orders = new Orders(products);
    }

    private static Instance instance(int death) throws Exception {
        return Instance.start("killed-" + death, jwks, "-Dvitrina.catalog.imports.batch-size=" + BATCH);
    }

    private static String rows(String sku) {
        StringBuilder csv = new StringBuilder("sku,name,price,quantity\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(sku)
                    .append(i)
                    .append(",Row ")
                    .append(i)
                    .append(',')
                    .append(i)
                    .append(",1\n");
        }
        return csv.toString();
    }

    private static long imported(String sku) throws SQLException {
        try (Connection connection =
                        EmbeddedDatabase.start().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM catalog.product WHERE sku LIKE '" + sku + "%'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
