package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.ShopClient;
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

    /** How often ten pieces are sold; 20 for a long run. */
    private static final int ROUNDS = Integer.getInteger("vitrina.oversell.rounds", 5);

    private static final int BUYERS = 200;
    private static final int STOCK = 10;
    private static final int ACCOUNTS = 20;

    /** Two catalogues and two carts on one database, each cart with a catalogue of its own. */
    @Test
    void sellsTenOfTenToTwoHundredBuyersOfManyReplicas(Shop shop) throws Exception {
        List<Customer> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(shop.customer());
        }
        try (Replica catalog = new Replica(shop, "catalog-service");
                Replica another = new Replica(shop, "catalog-service");
                Replica cart = new Replica(shop, "cart-service", "vitrina.cart.catalog-url=" + catalog.url());
                Replica second = new Replica(shop, "cart-service", "vitrina.cart.catalog-url=" + another.url());
                Replica gateway = new Replica(
                        shop,
                        "gateway",
                        "vitrina.gateway.services.catalog=" + catalog.url() + "," + another.url(),
                        "vitrina.gateway.services.cart=" + cart.url() + "," + second.url(),
                        "vitrina.gateway.timeouts.upstream=25S",
                        "vitrina.gateway.rate-limit.enabled=false")) {
            Replica.startAll(List.of(catalog, another, cart, second, gateway));
            List<ShopClient> buyers = accounts.stream()
                    .map(account -> ShopClient.of(gateway.url()).as(account.accessToken()))
                    .toList();
            // Not the first orders of services that have just started: those are another test's business.
            long plenty =
                    shop.product("Программка", 10_000, 10 * BUYERS).path("id").asLong();
            assertThat(allAtOnce(buyers, buyer -> "warm-up-" + buyer, plenty, ACCOUNTS))
                    .allMatch(answer -> answer.status() == 201);
            for (int round = 1; round <= ROUNDS; round++) {
                sellsTenOfTen(shop, buyers, round);
            }
        }
    }

    private static void sellsTenOfTen(Shop shop, List<ShopClient> buyers, int round) throws Exception {
        long product = shop.product("Билет на концерт " + round, 250_000, STOCK)
                .path("id")
                .asLong();

        List<Answer> answers = allAtOnce(buyers, buyer -> "buyer-" + round + "-" + buyer, product, BUYERS);

        Map<Integer, Long> statuses =
                answers.stream().collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()));
        assertThat(statuses).as("round %d", round).isEqualTo(Map.of(201, (long) STOCK, 409, (long) BUYERS - STOCK));
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

    private static List<Answer> allAtOnce(List<ShopClient> accounts, IntFunction<String> keys, long product, int times)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> pending = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                ShopClient buyer = accounts.get(i % accounts.size());
                String key = keys.apply(i);
                pending.add(buyers.submit(() -> {
                    start.await();
                    return buyer.with("Idempotency-Key", key).post("/orders", Shop.order(product, 1));
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

        List<Answer> answers = allAtOnce(List.of(customer.client()), buyer -> "one-click", product, BUYERS);

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
