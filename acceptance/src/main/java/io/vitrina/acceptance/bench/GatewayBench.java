package io.vitrina.acceptance.bench;

import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A list from the gateway's cache beside the same from the catalog and from a bare server; and what is not cached. */
final class GatewayBench implements Bench.Run {

    private static final String LIST = "/api/v1/products?size=20";

    /** Remembered neither by the gateway nor by the catalog: admins see what is there now. */
    private static final String ALL = "/api/v1/products?include=all&size=20";

    private static final int PRODUCTS = 50;
    private static final Duration WARMUP = Duration.ofSeconds(5);

    /** Of calls that reach a service, whose JVM has more to compile than the gateway's. */
    private static final Duration LONG_WARMUP = Duration.ofSeconds(15);

    private static final int ROUNDS = 2;
    private static final int CALM_RATE = 200;

    @Override
    public void run(BenchShop shop, Options options, Report report) throws Exception {
        Duration seconds = options.seconds(10);
        int connections = options.connections(32);
        Customer admin = shop.admin();
        long product = 0;
        for (int i = 0; i < PRODUCTS; i++) {
            product = admin.client()
                    .post("/products", Map.of("name", "Товар " + i, "price", 100_00 + i, "quantity", 1_000_000))
                    .expect(201)
                    .json()
                    .path("id")
                    .asLong();
        }
        Answer list = shop.client().get("/products?size=20").expect(200);
        int bytes = list.response().body().length;
        report.line("the list", "%,d bytes".formatted(bytes));

        Figures bare = bare(bytes, connections, seconds);
        report.run("a bare Vert.x server, as many bytes from memory", bare);
        Figures direct = get(shop.catalog(), LIST, connections, seconds);
        report.run("the list straight from the catalog", direct);
        Figures cached = get(shop.gateway(), LIST, connections, seconds);
        report.run("the list through the gateway", cached);
        report.atLeast("  as a share of the bare server", 100 * cached.perSecond() / bare.perSecond(), 50, "%");
        report.line(
                "  X-Cache of the last one",
                shop.client().get("/products?size=20").header("X-Cache").orElse("none: this gateway caches nothing"));
        uncached(shop, Customer.register(shop.client()), product, connections, seconds, report);
    }

    private static Figures get(URI target, String path, int connections, Duration seconds, String... headers) {
        return get(target, path, connections, WARMUP, seconds, headers);
    }

    private static Figures get(
            URI target, String path, int connections, Duration warmup, Duration seconds, String... headers) {
        return new Load(target, connections, warmup, seconds).run(new Requests(target).get(path, headers));
    }

    /**
     * Whoever is signed in gets nothing from the cache. Load, gateway, service and database share the cores, so a call
     * through the gateway can keep 80 % of its throughput only if the service spends four times the gateway's work on it:
     * a cart read from the database may, a list from the catalogue's memory can't.
     */
    private static void uncached(
            BenchShop shop, Customer customer, long product, int connections, Duration seconds, Report report) {
        customer.client()
                .post("/cart/items", Map.of("product_id", product, "quantity", 2))
                .expect(200);
        String token = Requests.bearer(customer.accessToken());
        share("a list from the service's memory", shop.catalog(), LIST, token, shop, connections, seconds, report);
        String admin = Requests.bearer(shop.admin().accessToken());
        share("an admin's list from the database", shop.catalog(), ALL, admin, shop, connections, seconds, report);
        share("a cart from the database", shop.cart(), "/api/v1/cart", token, shop, connections, seconds, report);
        Figures calmDirect = calm(shop.catalog(), token, seconds);
        report.run("at %d/s, straight from the catalog".formatted(CALM_RATE), calmDirect);
        Figures calmProxied = calm(shop.gateway(), token, seconds);
        report.run("at %d/s, through the gateway".formatted(CALM_RATE), calmProxied);
        report.atMost("  added to the median", calmProxied.millis(50) - calmDirect.millis(50), 1, "ms");
    }

    /** In turns, straight and through the gateway, all of it warm: a JVM that gets faster favours neither. */
    private static void share(
            String what,
            URI service,
            String path,
            String token,
            BenchShop shop,
            int connections,
            Duration seconds,
            Report report) {
        Duration part = seconds.dividedBy(ROUNDS);
        Figures direct = get(service, path, connections, LONG_WARMUP, part, token);
        Figures proxied = get(shop.gateway(), path, connections, WARMUP, part, token);
        for (int round = 1; round < ROUNDS; round++) {
            direct = direct.and(get(service, path, connections, WARMUP, part, token));
            proxied = proxied.and(get(shop.gateway(), path, connections, WARMUP, part, token));
        }
        report.run("signed in, " + what + ", straight", direct);
        report.run("  the same through the gateway", proxied);
        report.atLeast("  as a share of the direct one", 100 * proxied.perSecond() / direct.perSecond(), 80, "%");
    }

    private static Figures calm(URI target, String token, Duration seconds) {
        byte[] request = new Requests(target).get(LIST, token);
        return new Load(target, 8, Duration.ZERO, seconds)
                .atRate(
                        CALM_RATE,
                        worker -> connection -> connection.exchange(request).status());
    }

    private static Figures bare(int bytes, int connections, Duration seconds) throws IOException {
        Process server = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareServer.class.getName(),
                        Integer.toString(bytes)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(output.readLine());
            return get(URI.create("http://127.0.0.1:" + port), LIST, connections, seconds);
        } finally {
            server.destroy();
        }
    }
}
