package io.vitrina.cart.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.Quick;
import io.vitrina.cart.testing.ShopTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Prices change while people buy: what is ordered costs what it cost in the reserving transaction, never what a client says. */
@QuarkusTest
class PriceDriftTest extends ShopTest {

    private static final int BUYERS = 20;
    private static final int ORDERS_EACH = 50;
    private static final int FLIPS = 100;

    @Test
    void neverOrdersAtAnotherTotalThanTheBuyerSaw() throws Exception {
        catalog.put(7, 100, 100_000);
        AtomicInteger open = new AtomicInteger(BUYERS);
        List<List<Quick.Answer>> answers = Parallel.run(BUYERS + 1, i -> {
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
        List<Quick.Answer> all = answers.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(BUYERS * ORDERS_EACH);
        for (Quick.Answer answer : all) {
            assertThat(answer.status()).isIn(201, 409);
            JsonPath body = new JsonPath(answer.body());
            assertThat(body.getLong("total")).isEqualTo(answer.status() == 201 ? 200 : 260);
            assertThat(body.getLong("items[0].price")).isEqualTo(answer.status() == 201 ? 100 : 130);
        }
        long placed = all.stream().filter(answer -> answer.status() == 201).count();
        assertThat(count("orders WHERE total = 200")).isEqualTo(placed);
        assertThat(count("orders")).isEqualTo(placed);
        eventually("only ordered stock is held", () -> catalog.available(7) == 100_000 - 2 * placed);
    }

    private static List<Quick.Answer> buy(long user) {
        return IntStream.range(0, ORDERS_EACH)
                .mapToObj(i -> Quick.post(
                        "/api/v1/orders",
                        user,
                        "{\"items\":[{\"product_id\":7,\"quantity\":2}],\"expected_total\":200}"))
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
