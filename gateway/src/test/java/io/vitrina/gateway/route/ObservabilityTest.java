package io.vitrina.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts speak of metrics that are there. */
@QuarkusTest
@WithTestResource(StubServices.class)
class ObservabilityTest {

    private static final Path FOLDER = Path.of("..", "deploy", "observability");

    /** What of an expression is a metric: a name of ours, or of the libraries we use. */
    private static final Pattern METRIC =
            Pattern.compile("\\b((?:vitrina|http_server|jvm|agroal|process)_[a-z0-9_]+)\\b");

    @Inject
    GatewayServer server;

    private static Set<String> used() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String file : new String[] {"alerts.yml", "grafana/dashboards/shop.json"}) {
            Matcher matcher = METRIC.matcher(Files.readString(FOLDER.resolve(file)));
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }
        return used;
    }

    private static Set<String> known(String service) throws IOException {
        return Files.readAllLines(FOLDER.resolve("metrics.txt")).stream()
                .filter(line -> line.startsWith(service) && !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void usesNoMetricThatNobodyHas() throws IOException {
        assertThat(used()).isNotEmpty().isSubsetOf(known(""));
    }

    @Test
    void hasTheMetricsThatAreSaidToBeItsOwn() throws Exception {
        String me = "X-Forwarded-For: 198.18.7.7";
        RawHttp http = RawHttp.to(server.port());
        http.get("/api/v1/users/17", me);
        http.get("/nowhere/at/all", me);
        http.send("nonsense\r\n\r\n");
        http.get("/api/v1/products?stub=public&metrics", me);
        String scraped = scrape();
        for (String name : known("gateway")) {
            boolean isOfTheCollector = name.startsWith("jvm_gc_pause");
            assertThat(isOfTheCollector || scraped.contains("\n" + name + "{") || scraped.contains("\n" + name + " "))
                    .as(name)
                    .isTrue();
        }
        assertThat(scraped)
                .contains("uri=\"/api/v1/users/{id}\"", "uri=\"unrouted\"", "uri=\"malformed\"", "state=\"MISS\"");
        assertThat(scraped).doesNotContain("/api/v1/users/17", "/nowhere/at/all");
        // What scrapes us says by this label whom it scraped, and would rename ours.
        assertThat(Files.readString(FOLDER.resolve("prometheus.yml"))).contains("labels: { service: gateway }");
        assertThat(scraped).contains("upstream=\"catalog-service\"").doesNotContainPattern("[{,]service=\"");
    }

    private static String scrape() throws Exception {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        URI uri = URI.create("http://127.0.0.1:" + port + "/q/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(uri)
                                    .header("Accept", "text/plain")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
