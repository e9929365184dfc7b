package io.vitrina.acceptance.bench;

import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.ShopClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A big catalogue by its own import; then lists, deep pages and search in it, and what a small list can give. */
final class CatalogBench implements Bench.Run {

    private static final int HEAP_MIB = 256;
    private static final int RATE = 50;
    private static final int FAR_PAGES = 200;
    private static final int ROWS_A_FILE = 100_000;
    private static final int ONE_BY_ONE = 25;
    private static final int DEEP_PAGE = 10_000;
    private static final Duration WARMUP = Duration.ofSeconds(5);
    private static final List<String> SEARCHES =
            List.of("лампы", "тёплые куртки", "кружка медная", "палатка", "кострюля", "детские игрушки", "модель 4711");

    /** The import's target is meant with this heap. */
    @Override
    public Map<String, String> environment() {
        return Map.of("VITRINA_JAVA_OPTS", "-Xmx" + HEAP_MIB + "m");
    }

    @Override
    public void run(BenchShop shop, Options options, Report report) throws Exception {
        Duration seconds = options.seconds(10);
        int products = options.number("products", 1_000_000);
        Customer admin = shop.admin();

        List<String> slugs = categories(admin.client(), options.number("categories", 10_000), report);
        importAll(shop.gateway(), admin, products, slugs, report);
        memory(shop, "after the import", report);
        analyse(shop);
        pages(shop.catalog(), seconds, products, report);
        search(shop.catalog(), seconds, products, slugs.size(), report);
        new CatalogThroughput(shop, seconds, options.connections(32), report).run(fresh(shop.gateway(), admin));
        memory(shop, "at the end", report);
        if (shop.stack().isPresent()) {
            new CatalogStarts(shop, shop.stack().get(), report).run();
        }
    }

    private static void memory(BenchShop shop, String when, Report report) throws IOException {
        String metrics = ShopClient.of(shop.catalogMetrics())
                .sendTo("GET", "/q/metrics", null)
                .expect(200)
                .text();
        double used = metrics.lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        String resident = shop.residentMiB("catalog-service").stream()
                .mapToObj("%,d MiB"::formatted)
                .findFirst()
                .orElse("not told here");
        report.line(
                "catalog " + when, "heap %,.0f of %d MiB, resident %s".formatted(used / (1 << 20), HEAP_MIB, resident));
    }

    private static List<String> categories(ShopClient admin, int count, Report report) {
        List<String> slugs = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            String slug = "bench-" + i;
            Answer answer = admin.post("/categories", Map.of("name", "Раздел " + i, "slug", slug));
            if (answer.status() != 409) {
                answer.expect(201);
            }
            slugs.add(slug);
        }
        report.line("categories made", "%,d in %.0f s".formatted(count, (System.nanoTime() - begin) / 1e9));
        return slugs;
    }

    private static void importAll(URI gateway, Customer admin, int products, List<String> slugs, Report report)
            throws Exception {
        Random random = new Random(1);
        double seconds = 0;
        try (Connection connection = new Connection(gateway, Duration.ofMinutes(10))) {
            for (int from = 0; from < products; from += ROWS_A_FILE) {
                int rows = Math.min(ROWS_A_FILE, products - from);
                byte[] request = new Requests(gateway)
                        .body(
                                "POST",
                                "/api/v1/products/import",
                                "text/csv",
                                csv(random, from, rows, slugs),
                                Requests.bearer(fresh(gateway, admin)));
                long begin = System.nanoTime();
                Reply reply = connection.exchange(request).expect(200);
                seconds += (System.nanoTime() - begin) / 1e9;
                if (!new String(reply.body(), StandardCharsets.UTF_8).contains("\"failed\":0")) {
                    report.broken("rows of the import failed: " + new String(reply.body(), StandardCharsets.UTF_8));
                }
            }
        }
        report.line("imported", "%,d rows in %.0f s, heap %d MiB".formatted(products, seconds, HEAP_MIB));
        report.atLeast("  a second", products / seconds, 5_000, "rows/s");
    }

    /** A long import outlives an access token. */
    private static String fresh(URI gateway, Customer admin) {
        return Customer.login(ShopClient.of(gateway), admin.email(), admin.password())
                .accessToken();
    }

    private static byte[] csv(Random random, int from, int rows, List<String> slugs) {
        StringBuilder text = new StringBuilder(rows * 160).append("sku,name,description,price,quantity,category\n");
        for (int i = from; i < from + rows; i++) {
            String noun = CatalogSearches.NOUNS.get(random.nextInt(CatalogSearches.NOUNS.size()));
            text.append("B-").append(i).append(',');
            text.append(CatalogSearches.ADJECTIVES.get(random.nextInt(CatalogSearches.ADJECTIVES.size())))
                    .append(' ');
            text.append(noun).append(" модель ").append(i).append(',');
            text.append("Хорошая ").append(noun).append(" для дома и дороги,");
            text.append(100 + random.nextInt(1_000_000))
                    .append(',')
                    .append(1 + random.nextInt(1_000))
                    .append(',');
            text.append(slugs.get(random.nextInt(slugs.size()))).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Autovacuum would do so within minutes; a bench has none. */
    private static void analyse(BenchShop shop) throws Exception {
        if (shop.stack().isPresent()) {
            var stack = shop.stack().get();
            try (var connection =
                            DriverManager.getConnection(stack.databaseUrl(), "postgres", stack.databasePassword());
                    var statement = connection.createStatement()) {
                statement.execute("VACUUM ANALYZE");
            }
        }
    }

    private static void pages(URI catalog, Duration seconds, int products, Report report) {
        int deep = Math.min(DEEP_PAGE, products / 20);
        String list = "/api/v1/products?size=20&sort=price";
        Figures first = rate(catalog, seconds, list);
        report.run("first page at %d/s".formatted(RATE), first);
        quick(first, report);
        Figures far = rate(catalog, seconds, list + "&page=" + deep);
        report.run("page %,d at %d/s".formatted(deep, RATE), far);
        quick(far, report);
        Random random = new Random(2);
        Figures everywhere = rate(
                catalog,
                seconds,
                Stream.generate(() -> list + "&page=" + (1 + deep / 2 + random.nextInt(deep / 2)))
                        .limit(FAR_PAGES)
                        .toArray(String[]::new));
        report.run("%d pages in the far half of these, at %d/s".formatted(FAR_PAGES, RATE), everywhere);
        quick(everywhere, report);
        int bytes = ShopClient.of(catalog)
                .get("/products?size=50&sort=price")
                .expect(200)
                .text()
                .getBytes(StandardCharsets.UTF_8)
                .length;
        report.atMost("a page of 50", bytes / 1024.0, 60, "KiB");
        String cursor = ShopClient.of(catalog)
                .get("/products?size=20&sort=price&page=" + Math.max(1, deep / 2))
                .expect(200)
                .json()
                .path("next_cursor")
                .asText();
        Figures next = rate(catalog, seconds, "/api/v1/products?size=20&sort=price&cursor=" + cursor);
        report.run("a far page by cursor at %d/s".formatted(RATE), next);
    }

    private static void quick(Figures page, Report report) {
        report.atMost("  p95", page.millis(95), 30, "ms");
        report.atMost("  p99", page.millis(99), 80, "ms");
    }

    /** What counts is the search itself: no two of these are alike within the second that answers are kept. */
    private static void search(URI catalog, Duration seconds, int products, int categories, Report report)
            throws IOException {
        CatalogSearches searches = new CatalogSearches(products, categories);
        int count = (int) (seconds.plus(WARMUP).toSeconds() * RATE);
        Figures found = rate(catalog, seconds, paths(searches.mixed(count)));
        report.run(
                "different searches of %d kinds at %d/s".formatted(CatalogSearches.Kind.values().length, RATE), found);
        report.atMost("  p95", found.millis(95), 60, "ms");
        Figures again = rate(
                catalog,
                seconds,
                paths(SEARCHES.stream().map(words -> "q=" + encoded(words)).toList()));
        report.run("  %d searches in turn, mostly remembered".formatted(SEARCHES.size()), again);
        for (CatalogSearches.Kind kind : CatalogSearches.Kind.values()) {
            report.run("  one by one: " + kind.title(), oneByOne(catalog, searches.of(kind, ONE_BY_ONE)));
        }
    }

    private static String[] paths(List<String> queries) {
        return queries.stream()
                .map(query -> "/api/v1/products?size=20&" + query)
                .toArray(String[]::new);
    }

    private static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private static Figures oneByOne(URI catalog, List<String> queries) throws IOException {
        Requests requests = new Requests(catalog);
        Sample sample = new Sample();
        long began = System.nanoTime();
        try (Connection connection = new Connection(catalog)) {
            for (String path : paths(queries)) {
                long begin = System.nanoTime();
                int status = connection.exchange(requests.get(path)).status();
                sample.add(System.nanoTime() - begin, status);
            }
        }
        return Figures.of((System.nanoTime() - began) / 1e9, List.of(sample));
    }

    /** The paths in turn; a first round of a few seconds is not counted. */
    private static Figures rate(URI catalog, Duration seconds, String... paths) {
        Requests requests = new Requests(catalog);
        List<byte[]> calls = Arrays.stream(paths).map(requests::get).toList();
        AtomicInteger turn = new AtomicInteger();
        IntFunction<Load.Step> steps = worker -> connection -> connection
                .exchange(calls.get(Math.floorMod(turn.getAndIncrement(), calls.size())))
                .status();
        new Load(catalog, 8, Duration.ZERO, WARMUP).atRate(RATE, steps);
        return new Load(catalog, 16, Duration.ZERO, seconds).atRate(RATE, steps);
    }
}
