package io.vitrina.acceptance.bench;

import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.Operator;
import io.vitrina.local.stack.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whole checkouts: order, payment, signed notice; and whether money and goods agree afterwards. */
final class CheckoutBench implements Bench.Run {

    private static final int PRODUCTS = 200;
    private static final long STOCK = 1_000_000;

    /** A young JVM compiles on the cores that serve, the cart-service 20,000 methods: a warm one's figure is wanted. */
    private static final Duration WARMUP = Duration.ofSeconds(150);

    private static final Duration SETTLING = Duration.ofSeconds(120);

    /** The audit counts everything: asked without a pause it would hold up what it waits for. */
    private static final Duration BETWEEN_AUDITS = Duration.ofMillis(500);

    @Override
    public void run(BenchShop shop, Options options, Report report) throws Exception {
        int connections = options.connections(32);
        List<Long> products = new ArrayList<>();
        Customer admin = shop.admin();
        for (int i = 0; i < PRODUCTS; i++) {
            products.add(admin.client()
                    .post("/products", Map.of("name", "Товар " + i, "price", 100_00 + i, "quantity", STOCK))
                    .expect(201)
                    .json()
                    .path("id")
                    .asLong());
        }
        List<Customer> customers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            customers.add(Customer.register(shop.client()));
        }
        Requests requests = new Requests(shop.gateway());
        AtomicInteger turn = new AtomicInteger();
        Figures figures = new Load(shop.gateway(), connections, WARMUP, options.seconds(20))
                .run(worker -> connection -> {
                    int first = turn.getAndAdd(2);
                    return checkout(
                            connection,
                            requests,
                            Requests.bearer(customers.get(worker).accessToken()),
                            products.get(first % PRODUCTS),
                            products.get((first + 1) % PRODUCTS));
                });
        report.run("checkouts of two products, three calls each", figures);
        report.atLeast("  a second", figures.perSecond(), 150, "/s");
        if (shop.stack().isPresent()) {
            audit(shop.stack().get(), report);
            deadlocks(shop.stack().get(), report);
        }
    }

    private static int checkout(Connection connection, Requests requests, String token, long first, long second)
            throws IOException {
        String items = "{\"items\":[{\"product_id\":%d,\"quantity\":1},{\"product_id\":%d,\"quantity\":2}]}"
                .formatted(first, second);
        String key = "Idempotency-Key: " + UUID.randomUUID();
        String order = connection
                .exchange(requests.post("/api/v1/orders", items, token, key))
                .expect(201)
                .text("id");
        String payment = connection
                .exchange(requests.post("/api/v1/payments/orders/" + order, "{}", token))
                .expect(201)
                .text("id");
        String notice = "{\"event_id\":\"%s\",\"type\":\"payment.succeeded\",\"payment_id\":\"%s\"}"
                .formatted(UUID.randomUUID(), payment);
        return connection
                .exchange(requests.post(
                        "/api/v1/payments/webhook/mock", notice, "X-Mock-Signature: sha256=" + hmac(notice)))
                .expect(200)
                .status();
    }

    private static String hmac(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("mock-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void audit(LocalStack stack, Report report) {
        Operator check = new Operator(stack);
        long begin = System.nanoTime();
        List<String> wrong = check.findings();
        while (!wrong.isEmpty() && System.nanoTime() - begin < SETTLING.toNanos()) {
            LockSupport.parkNanos(BETWEEN_AUDITS.toNanos());
            wrong = check.findings();
        }
        if (wrong.isEmpty()) {
            report.line("  audit", "clean after %.1f s".formatted((System.nanoTime() - begin) / 1e9));
        } else {
            wrong.forEach(report::broken);
        }
    }

    /** Tried again they would do no harm; rows that are always locked in one order need not even that. */
    private static void deadlocks(LocalStack stack, Report report) throws SQLException {
        try (var connection = DriverManager.getConnection(stack.databaseUrl(), "postgres", stack.databasePassword());
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT sum(deadlocks) FROM pg_stat_database")) {
            row.next();
            report.atMost("  deadlocks", row.getLong(1), 0, "");
        }
    }
}
