package io.vitrina.cart.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.ShopTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Prices change while people buy: what is ordered costs what it cost in the reserving transaction, never what a client says. */
@QuarkusTest
class PriceDriftTest extends ShopTest {

    private static final int BUYERS = 10;
    private static final int ORDERS_EACH = 20;
    private static final int FLIPS = 100;

    @Test
    void neverOrdersAtAnotherTotalThanTheBuyerSaw() throws Exception {
        catalog.put(7, 100, 100_000);
        AtomicInteger open = new AtomicInteger(BUYERS);
        List<List<Response>> answers = Parallel.run(BUYERS + 1, i -> {
            if (i == BUYERS) {
                for (int flip = 0; open.get() > 0 || flip < FLIPS; flip++) {
                    catalog.reprice(7, flip % 2 == 0 ? 130 : 100);
                    Thread.yield();
                }
                return List.of();
            }
            try {
                return buy(3_000 + i);
            } finally {
                open.decrementAndGet();
            }
        });
        List<Response> all = answers.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(BUYERS * ORDERS_EACH);
        for (Response answer : all) {
            if (answer.statusCode() == 201) {
                assertThat(answer.jsonPath().getLong("total")).isEqualTo(200);
                assertThat(answer.jsonPath().getLong("items[0].price")).isEqualTo(100);
            } else {
                answer.then().statusCode(409);
                assertThat(answer.jsonPath().getLong("total")).isEqualTo(260);
            }
        }
        long placed = all.stream().filter(answer -> answer.statusCode() == 201).count();
        assertThat(count("orders WHERE total = 200")).isEqualTo(placed);
        assertThat(count("orders")).isEqualTo(placed);
        eventually("only ordered stock is held", () -> catalog.available(7) == 100_000 - 2 * placed);
    }

    private static List<Response> buy(long user) {
        return java.util.stream.IntStream.range(0, ORDERS_EACH)
                .mapToObj(i -> as(user).body("{\"items\":[{\"product_id\":7,\"quantity\":2}],\"expected_total\":200}")
                        .post("/api/v1/orders"))
                .toList();
    }

    @Test
    void takesNoPriceFromAClient() {
        catalog.put(7, 100, 10);
        for (String body : List.of(
                "{\"items\":[{\"product_id\":7,\"price\":1}]}",
                "{\"items\":[{\"product_id\":7}],\"total\":1}",
                "{\"items\":[{\"product_id\":7}],\"user_id\":1}",
                "{\"items\":[{\"product_id\":7}],\"currency\":\"XXX\"}")) {
            as(USER).body(body).post("/api/v1/orders").then().statusCode(400);
        }
        assertThat(count("orders")).isZero();
    }
}
