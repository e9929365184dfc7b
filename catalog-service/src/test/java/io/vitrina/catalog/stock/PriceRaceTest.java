package io.vitrina.catalog.stock;

import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.onSale;
import static io.vitrina.catalog.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vitrina.catalog.config.Database;
import io.vitrina.kit.testing.TestTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Prices change while stock is reserved: each line costs what its product cost while it was being reserved. */
@QuarkusTest
class PriceRaceTest {

    private static final int BUYERS = 10;
    private static final int ORDERS_EACH = 100;
    private static final int ORDERS_A_FLIP = 10;
    private static final int ORDERS = BUYERS * ORDERS_EACH;
    private static final long FIRST_PRICE = 1_000;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADMIN = TestTokens.admin(7);
    private static final String CART = TestTokens.service("cart-service", "catalog:reserve");

    @Inject
    Database database;

    /** What the product was, by version, as each change was answered. No price comes twice. */
    private final ConcurrentSkipListMap<Long, State> states = new ConcurrentSkipListMap<>();

    private final Queue<Reserved> reserved = new ConcurrentLinkedQueue<>();
    private final AtomicInteger flips = new AtomicInteger();

    private record Tag(String name, long price) {}

    /** When the call was made, and when it had its answer. */
    private record Span(long sent, long answered) {}

    private record State(Tag tag, Span made) {}

    private record Reserved(UUID order, Tag tag, Span call) {}

    @Test
    void reservesAtAPriceThatWasValidMeanwhile() throws Exception {
        long sent = System.nanoTime();
        long product = product(name(FIRST_PRICE), FIRST_PRICE, ORDERS);
        states.put(0L, new State(new Tag(name(FIRST_PRICE), FIRST_PRICE), new Span(sent, System.nanoTime())));

        buyAndFlip(product);

        assertThat(states.keySet())
                .as("one version for each change")
                .containsExactlyElementsOf(LongStream.rangeClosed(0, ORDERS / ORDERS_A_FLIP)
                        .boxed()
                        .toList());
        assertThat(reserved).hasSize(ORDERS);
        assertThat(reserved).allSatisfy(this::wasValid);
        assertThat(reserved.stream().map(Reserved::tag).distinct())
                .as("prices somebody met")
                .hasSizeGreaterThan(ORDERS / ORDERS_A_FLIP / 2);
        assertThat(stored())
                .containsExactlyInAnyOrderElementsOf(reserved.stream()
                        .map(line -> line.order() + " " + line.tag())
                        .toList());
        assertThat(onSale(product)).isZero();
    }

    /** Its name and price are of one state, which began before the answer and had not ended before the call. */
    private void wasValid(Reserved line) {
        long version = states.entrySet().stream()
                .filter(state -> state.getValue().tag().price() == line.tag().price())
                .findFirst()
                .orElseThrow()
                .getKey();
        State state = states.get(version);
        State next = states.get(version + 1);
        assertThat(line.tag()).isEqualTo(state.tag());
        assertThat(state.made().sent()).isLessThanOrEqualTo(line.call().answered());
        if (next != null) {
            assertThat(next.made().answered())
                    .isGreaterThanOrEqualTo(line.call().sent());
        }
    }

    private void buyAndFlip(long product) throws Exception {
        List<Future<?>> buyers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(BUYERS)) {
            for (int i = 0; i < BUYERS; i++) {
                buyers.add(pool.submit(() -> IntStream.range(0, ORDERS_EACH).forEach(order -> {
                    if (order % ORDERS_A_FLIP == 0) {
                        flip(product);
                    }
                    buy(product);
                })));
            }
        }
        for (Future<?> buyer : buyers) {
            buyer.get();
        }
    }

    private void flip(long product) {
        long price = FIRST_PRICE + flips.incrementAndGet();
        Answer answer = send(
                "PATCH",
                PRODUCTS + '/' + product,
                ADMIN,
                "{\"name\":\"%s\",\"price\":%d}".formatted(name(price), price));
        // "id.version.quantity"
        long version = Long.parseLong(answer.etag().split("\\.")[1]);
        assertThat(states.put(version, new State(tag(answer.body()), answer.call())))
                .as("another change of version %d", version)
                .isNull();
    }

    private void buy(long product) {
        UUID order = UUID.randomUUID();
        Answer answer = send(
                "PUT",
                "/internal/reservations/" + order,
                CART,
                "{\"items\":[{\"product_id\":%d,\"quantity\":1}],\"ttl_seconds\":600}".formatted(product));
        reserved.add(new Reserved(order, tag(answer.body().path("items").path(0)), answer.call()));
    }

    private record Answer(JsonNode body, String etag, Span call) {}

    /** Not by REST Assured: a thousand of its calls take longer than all that they call. */
    private static Answer send(String method, String path, String token, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            long sent = System.nanoTime();
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            Span call = new Span(sent, System.nanoTime());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return new Answer(
                    JSON.readTree(answer.body()),
                    answer.headers().firstValue("ETag").orElse(null),
                    call);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What orders will be told later. */
    private List<String> stored() {
        return database.list(
                "SELECT order_id, name, price FROM reservation_line",
                row -> row.getString("order_id") + " " + new Tag(row.getString("name"), row.getLong("price")));
    }

    private static Tag tag(JsonNode body) {
        return new Tag(body.path("name").asText(), body.path("price").asLong());
    }

    private static String name(long price) {
        return "Чайник за " + price;
    }
}
