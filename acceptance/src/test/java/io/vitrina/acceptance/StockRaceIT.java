package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many hands for one thing: through the gateway, with nothing in between that would put them in a row. */
@ExtendWith(ShopExtension.class)
class StockRaceIT {

    private static final int BUYERS = 200;
    private static final int STOCK = 10;
    private static final int ACCOUNTS = 20;

    @Test
    void sellsTenOfTenToTwoHundredBuyers(Shop shop) throws Exception {
        List<Customer> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(shop.customer());
        }
        // Not the first orders of a shop that has just started: those are another test's business.
        long plenty = shop.product("Программка", 10_000, 10 * BUYERS).path("id").asLong();
        assertThat(allAtOnce(accounts, buyer -> "warm-up-" + buyer, plenty, ACCOUNTS))
                .allMatch(answer -> answer.status() == 201);
        long product =
                shop.product("Билет на концерт", 250_000, STOCK).path("id").asLong();

        List<Answer> answers = allAtOnce(accounts, buyer -> "buyer-" + buyer, product, BUYERS);

        Map<Integer, Long> statuses =
                answers.stream().collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()));
        assertThat(statuses).isEqualTo(Map.of(201, (long) STOCK, 409, (long) BUYERS - STOCK));
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).allSatisfy(refusal -> {
            assertThat(refusal.json().at("/items/0/product_id").asLong()).isEqualTo(product);
            assertThat(refusal.json().at("/items/0/available").asLong(-1)).isZero();
        });
        assertThat(shop.quantityOf(product)).isZero();
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(answer -> answer.json().path("id").asText()))
                .doesNotHaveDuplicates()
                .hasSize(STOCK);
    }

    private static List<Answer> allAtOnce(List<Customer> accounts, IntFunction<String> keys, long product, int times)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> pending = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                Customer buyer = accounts.get(i % accounts.size());
                String key = keys.apply(i);
                pending.add(buyers.submit(() -> {
                    start.await();
                    return buyer.client().with("Idempotency-Key", key).post("/orders", Shop.order(product, 1));
                }));
            }
            start.countDown();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : pending) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    @Test
    void makesOneOrderOfOneKey(Shop shop) throws Exception {
        Customer customer = shop.customer();
        long product = shop.product("Абонемент", 700_000, 50).path("id").asLong();

        List<Answer> answers = allAtOnce(List.of(customer), buyer -> "one-click", product, BUYERS);

        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(Answer::text)
                        .distinct())
                .hasSize(1);
        assertThat(customer.client()
                        .get("/orders/me")
                        .expect(200)
                        .json()
                        .path("total")
                        .asLong())
                .isEqualTo(1);
        assertThat(shop.quantityOf(product)).isEqualTo(49);
    }
}
