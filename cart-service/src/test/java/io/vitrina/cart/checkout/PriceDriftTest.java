package io.vitrina.cart.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.Quick;
import io.vitrina.cart.testing.ShopTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Prices change while people buy: what is ordered costs what it cost in the reserving transaction, never what a client says. */
@QuarkusTest
class PriceDriftTest extends ShopTest {

    private static final int BUYERS = 20;

    private static final int ORDERS_EACH = 50;

    private static final int FLIPS = 100;
    private static final int FUZZED = 200;
    private static final long SEED = 20_261_126L;
    private static final String TWO_AT_200 = "{\"items\":[{\"product_id\":7,\"quantity\":2}],\"expected_total\":200}";

    @Test
    void neverOrdersAtAnotherTotalThanTheBuyerSaw() throws Exception {
        catalog.put(7, 100, 100_000);
        AtomicInteger flips = new AtomicInteger();
        List<List<Quick.Answer>> answers = Parallel.run(BUYERS, i -> buy(3_000 + i, flips));
        assertThat(flips).hasValue(FLIPS);
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

    /** Amid the others' checkouts the price flips, to and fro. */
    private List<Quick.Answer> buy(long user, AtomicInteger flips) {
        List<Quick.Answer> answers = new ArrayList<>();
        for (int i = 0; i < ORDERS_EACH; i++) {
            if (i % (BUYERS * ORDERS_EACH / FLIPS) == 0) {
                catalog.reprice(7, flips.getAndIncrement() % 2 == 0 ? 130 : 100);
            }
            answers.add(Quick.post("/api/v1/orders", user, TWO_AT_200));
        }
        return answers;
    }

    @Test
    void takesNoPriceFromAClient() {
        catalog.put(7, 100, 10);
        for (String body : List.of(
                "{\"items\":[{\"product_id\":7,\"price\":1}]}",
                "{\"items\":[{\"product_id\":7}],\"total\":1}",
                "{\"items\":[{\"product_id\":7}],\"user_id\":1}",
                "{\"items\":[{\"product_id\":7}],\"currency\":\"EUR\"}")) {
            as(USER).body(body).post("/api/v1/orders").then().statusCode(400);
        }
        assertThat(count("orders")).isZero();
    }

    /** Fields of an order and of its lines, as answers have them, each put where a client might try. */
    @Test
    void takesNoFieldOfAnAnswerFromAClient() {
        catalog.put(7, 100, 1_000);
        List<String> fields = List.of(
                "price",
                "total",
                "line_total",
                "currency",
                "discount",
                "status",
                "user_id",
                "id",
                "number",
                "sku",
                "name",
                "payment",
                "history",
                "created_at",
                "expires_at",
                "unit_price",
                "Price",
                "expectedTotal");
        Random random = new Random(SEED);
        for (int i = 0; i < FUZZED; i++) {
            String field = fields.get(random.nextInt(fields.size()));
            String extra = "\"" + field + "\":" + value(random);
            String body = random.nextBoolean()
                    ? "{\"items\":[{\"product_id\":7," + extra + "}]}"
                    : "{" + extra + ",\"items\":[{\"product_id\":7}]}";
            assertThat(Quick.post("/api/v1/orders", USER, body).status())
                    .as("%s, seed %d", body, SEED)
                    .isEqualTo(400);
        }
        assertThat(count("orders")).isZero();
        assertThat(catalog.available(7)).isEqualTo(1_000);
    }

    private static String value(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "null";
            case 1 -> Integer.toString(random.nextInt(-1_000, 1_000));
            case 2 -> "\"" + random.nextInt(1_000) + "\"";
            case 3 -> "[" + random.nextInt(1_000) + "]";
            default -> "{\"amount\":" + random.nextInt(1_000) + "}";
        };
    }
}
