package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.ShopClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two replicas of a service behind one gateway are replaced, one after the other, while 200 calls a second come in: none
 * is lost, each write has its effect once, and each replica says that it is not ready before it goes.
 */
@ExtendWith(ShopExtension.class)
class RollingReplacementIT {

    /** Once each in the test run; {@code -Dvitrina.rolling.rounds=10} is the whole proof. */
    private static final int ROUNDS = Integer.getInteger("vitrina.rolling.rounds", 1);

    private static final long STOCK = 100_000;
    private static final int CUSTOMERS = 10;

    @Test
    void losesNoCallWhileCataloguesAreReplaced(Shop shop) throws Exception {
        long product =
                shop.product("Незаменимый чайник", 150_000, STOCK).path("id").asLong();

        Traffic traffic = replace(shop, "catalog", stranger -> {
            ShopClient admin = stranger.as(shop.admin().accessToken());
            return new Traffic(
                    () -> admin.get("/products/" + product),
                    () -> admin.post("/products/" + product + "/stock", Map.of("delta", 1)));
        });

        assertThat(shop.quantityOf(product)).isEqualTo(STOCK + traffic.written());
    }

    @Test
    void losesNoCallWhileCartsAreReplaced(Shop shop) throws Exception {
        long product =
                shop.product("Незаменимая кружка", 15_000, STOCK).path("id").asLong();
        List<Customer> customers =
                Stream.generate(shop::customer).limit(CUSTOMERS).toList();
        AtomicInteger next = new AtomicInteger();

        Traffic traffic = replace(shop, "cart", stranger -> {
            List<ShopClient> clients = customers.stream()
                    .map(customer -> stranger.as(customer.accessToken()))
                    .toList();
            return new Traffic(
                    () -> clients.get(next.getAndIncrement() % CUSTOMERS).get("/cart"),
                    () -> clients.get(next.getAndIncrement() % CUSTOMERS)
                            .post("/cart/items", Map.of("product_id", product, "quantity", 1)));
        });

        assertThat(customers.stream()
                        .mapToLong(RollingReplacementIT::piecesInCart)
                        .sum())
                .isEqualTo(traffic.written());
    }

    private static long piecesInCart(Customer customer) {
        return customer.client()
                .get("/cart")
                .expect(200)
                .json()
                .path("quantity")
                .asLong();
    }

    @Test
    void losesNoCallWhileAuthServicesAreReplaced(Shop shop) throws Exception {
        Customer customer = shop.customer();

        Traffic traffic = replace(shop, "auth", stranger -> {
            ShopClient client = stranger.as(customer.accessToken());
            return new Traffic(
                    () -> client.get("/auth/me"),
                    () -> client.patch("/users/" + customer.id(), Map.of("full_name", "Имя " + System.nanoTime())));
        });

        assertThat(traffic.written()).isPositive();
    }

    private interface TrafficTo {
        Traffic through(ShopClient stranger);
    }

    /** @param service as the gateway's settings call it */
    private static Traffic replace(Shop shop, String service, TrafficTo kind) throws Exception {
        String deployable = service + "-service";
        try (Replica first = new Replica(shop, deployable);
                Replica second = new Replica(shop, deployable);
                Replica gateway = new Replica(
                        shop,
                        "gateway",
                        "vitrina.gateway.services." + service + "=" + first.url() + "," + second.url(),
                        // A machine that is busy with more than this is slow, and slow is not lost.
                        "vitrina.gateway.timeouts.upstream=25S",
                        "vitrina.gateway.rate-limit.enabled=false")) {
            Replica.startAll(List.of(first, second, gateway));
            Traffic traffic = kind.through(ShopClient.of(gateway.url()));
            traffic.during(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    for (Replica replica : List.of(first, second)) {
                        replica.stop();
                        replica.start();
                        traffic.goesOn();
                    }
                }
            });
            assertThat(traffic.failures()).isEmpty();
            assertThat(traffic.answered()).isGreaterThan(Traffic.CALLS_A_SECOND);
            return traffic;
        }
    }
}
