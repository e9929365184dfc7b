package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.local.home.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the dashboard and the alerts of deploy/observability speak of is there in the running shop. */
@ExtendWith(ShopExtension.class)
class ObservabilityIT {

    @Test
    void everyWatchedMetricIsThere(Shop shop) throws Exception {
        // A service counts its calls from the first one on.
        shop.stranger().get("/products").expect(200);
        shop.stranger().get("/auth/me").expect(401);
        shop.stranger().get("/cart").expect(401);
        Ports ports = shop.stack().settings().ports();
        Map<String, Integer> management = Map.of(
                "gateway", ports.gatewayManagement(),
                "auth-service", ports.authManagement(),
                "catalog-service", ports.catalogManagement(),
                "cart-service", ports.cartManagement());
        Waiting.until(
                "the calls are counted",
                () -> management.values().stream()
                        .allMatch(port -> scrape(port).contains("http_server_requests_seconds_count")));
        Map<String, String> scraped = new HashMap<>();
        for (Map.Entry<String, Integer> service : management.entrySet()) {
            scraped.put(service.getKey(), "\n" + scrape(service.getValue()));
        }
        List<String> missing = new ArrayList<>();
        for (String line : Files.readAllLines(Checkout.root().resolve("deploy/observability/metrics.txt"))) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String[] words = line.split("\\s+");
            String text = scraped.get(words[0]);
            // Collections are counted from the first one on, which may be yet to come.
            boolean there = words[1].startsWith("jvm_gc_pause")
                    || text.contains("\n" + words[1] + "{")
                    || text.contains("\n" + words[1] + " ");
            if (!there) {
                missing.add(line);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static String scrape(int port) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                    .header("Accept", "text/plain")
                    .build();
            return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .join()
                    .body();
        }
    }
}
