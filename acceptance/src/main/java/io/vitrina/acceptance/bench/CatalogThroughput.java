package io.vitrina.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.client.ShopClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** As many lists and products a second as the service gives, from its memory and from the database. */
final class CatalogThroughput {

    private static final Duration WARMUP = Duration.ofSeconds(5);
    private static final int PAGES = 50;
    /** The cheapest product costs 100: lowest prices below change the address only. */
    private static final int SAME = 100;

    private final BenchShop shop;
    private final Load load;
    private final double seconds;
    private final Report report;
    private final Requests requests;
    private final AtomicInteger turn = new AtomicInteger();

    CatalogThroughput(BenchShop shop, Duration seconds, int connections, Report report) {
        this.shop = shop;
        this.load = new Load(shop.catalog(), connections, WARMUP, seconds);
        this.seconds = seconds.plus(WARMUP).toNanos() / 1e9;
        this.report = report;
        this.requests = new Requests(shop.catalog());
    }

    /** @param admin token of somebody whose answers are never kept */
    void run(String admin) throws IOException {
        URI catalog = shop.catalog();
        JsonNode page =
                ShopClient.of(catalog).get("/products?size=100").expect(200).json();
        List<String> details = new ArrayList<>();
        page.path("items")
                .forEach(item ->
                        details.add("/api/v1/products/" + item.path("id").asLong()));
        String list = "/api/v1/products?size=20";
        String bearer = Requests.bearer(admin);

        measure("one list of 20, remembered", inTurn(List.of(requests.get(list))));
        measure(
                "products in turn, remembered",
                inTurn(details.stream().map(requests::get).toList()));
        measure(
                "lists by price, each another page",
                worker -> connection -> connection
                        .exchange(requests.get(list + "&sort=price&page=" + (1 + next(PAGES))))
                        .status());
        // More addresses than come round again within the second that an answer is kept.
        measure(
                "lists by price, from the database",
                worker -> connection -> connection
                        .exchange(requests.get(list + "&sort=price&page=" + (1 + next(PAGES)) + "&min_price="
                                + next(SAME) + "&max_price=" + (10_000_000L + turn.get())))
                        .status());
        measure(
                "a list of 20 for an admin, from the database",
                inTurn(List.of(requests.get(list + "&include=all", bearer))));
        measure(
                "products for an admin, from the database",
                inTurn(details.stream().map(path -> requests.get(path, bearer)).toList()));
    }

    private int next(int bound) {
        return Math.floorMod(turn.getAndIncrement(), bound);
    }

    private IntFunction<Load.Step> inTurn(List<byte[]> calls) {
        return worker ->
                connection -> connection.exchange(calls.get(next(calls.size()))).status();
    }

    /** Beside the figure, whose processor time it took: that is what it is limited by, or nothing of this machine is. */
    private void measure(String what, IntFunction<Load.Step> steps) throws IOException {
        double catalog = shop.cpuSeconds("catalog-service");
        double postgres = shop.cpuSeconds("postgres");
        double self = BenchShop.ownCpuSeconds();
        report.run(what + ", as fast as it goes", load.run(steps));
        report.line(
                "  cores in use",
                "catalog %.2f, PostgreSQL %.2f, this load generator %.2f of %d"
                        .formatted(
                                (shop.cpuSeconds("catalog-service") - catalog) / seconds,
                                (shop.cpuSeconds("postgres") - postgres) / seconds,
                                (BenchShop.ownCpuSeconds() - self) / seconds,
                                Runtime.getRuntime().availableProcessors()));
    }
}
