package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.acceptance.client.ShopClient;
import io.vitrina.acceptance.trace.Span;
import io.vitrina.acceptance.trace.SpanCollector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One trace goes from the caller's own span through the gateway and a service down to its SQL, and into the service's log. */
@ExtendWith(ShopExtension.class)
class TracesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    @Test
    void oneTraceHoldsAllFromTheGatewayToSql(Shop shop) throws Exception {
        long product = shop.product("Лупа", 45_000, 3).path("id").asLong();
        try (SpanCollector collector = new SpanCollector();
                Replica catalog = new Replica(shop, "catalog-service").traced(collector.url());
                Replica gateway = new Replica(
                                shop,
                                "gateway",
                                "vitrina.gateway.services.catalog=" + catalog.url(),
                                "vitrina.gateway.rate-limit.enabled=false")
                        .traced(collector.url())) {
            Replica.startAll(List.of(catalog, gateway));
            // An admin's read: no cache answers it.
            ShopClient admin = ShopClient.of(gateway.url()).as(shop.admin().accessToken());
            // The first call through the agent loads half of it, and may take longer than the gateway waits.
            Waiting.until(
                    "a call goes through",
                    PATIENCE,
                    () -> admin.get("/products/" + product).status() == 200);

            admin.with("X-Request-Id", "follow-me")
                    .with("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                    .get("/products/" + product)
                    .expect(200);

            Waiting.until("the spans are exported", PATIENCE, () -> hasAll(collector.of(TRACE)));
            List<Span> spans = collector.of(TRACE);
            Span entry = one(spans, span -> span.service().equals("gateway") && span.kind() == Span.Kind.SERVER);
            Span onward = one(spans, span -> span.service().equals("gateway") && span.kind() == Span.Kind.CLIENT);
            Span service = one(spans, TracesIT::isCatalogEntry);
            Span statement =
                    spans.stream().filter(Span::isStatement).findFirst().orElseThrow();
            assertThat(entry.parent()).isEqualTo(CALLER);
            assertThat(onward.parent()).isEqualTo(entry.id());
            assertThat(service.parent()).isEqualTo(onward.id());
            assertThat(statement.service()).isEqualTo("catalog-service");
            assertThat(ancestors(statement, spans)).contains(service.id(), onward.id(), entry.id());

            assertLogged(catalog, "follow-me", spans);
            assertLogged(gateway, "follow-me", spans);
        }
    }

    private static boolean isCatalogEntry(Span span) {
        return span.service().equals("catalog-service") && span.kind() == Span.Kind.SERVER;
    }

    private static boolean hasAll(List<Span> spans) {
        return spans.stream().anyMatch(Span::isStatement)
                && spans.stream().anyMatch(TracesIT::isCatalogEntry)
                && spans.stream()
                                .filter(span -> span.service().equals("gateway"))
                                .count()
                        > 1;
    }

    private static Span one(List<Span> spans, Predicate<Span> which) {
        List<Span> found = spans.stream().filter(which).toList();
        assertThat(found).as(spans.toString()).hasSize(1);
        return found.getFirst();
    }

    /** The ids of all spans that this one is part of, from the nearest on. */
    private static List<String> ancestors(Span span, List<Span> spans) {
        return Stream.iterate(
                        span.parent(),
                        id -> !id.isEmpty(),
                        id -> spans.stream()
                                .filter(other -> other.id().equals(id))
                                .map(Span::parent)
                                .findFirst()
                                .orElse(""))
                .toList();
    }

    /** A line of JSON about the request names its user, the trace and one of its spans. */
    private static void assertLogged(Replica process, String requestId, List<Span> spans) {
        Waiting.until(
                "a line of the trace",
                () -> lines(process)
                        .filter(line -> line.path("request_id").asText().equals(requestId))
                        .filter(line -> line.path("trace_id").asText().equals(TRACE))
                        .filter(line -> line.has("user_id"))
                        .anyMatch(line -> spans.stream()
                                .anyMatch(span ->
                                        span.id().equals(line.path("span_id").asText()))));
    }

    private static Stream<JsonNode> lines(Replica process) {
        try {
            return Files.readAllLines(process.log()).stream()
                    .filter(line -> line.startsWith("{"))
                    .map(TracesIT::json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException halfWritten) {
            return JSON.createObjectNode();
        }
    }
}
