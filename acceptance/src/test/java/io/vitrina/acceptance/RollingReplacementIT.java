package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.ShopClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two replicas of a service behind one gateway, or two gateways, are replaced, one after the other, while 200 calls a
 * second come in: none is lost, each write has its effect once, and each replica says that it is not ready before it goes.
 */
@ExtendWith(ShopExtension.class)
class RollingReplacementIT {

    /** Once each in the test run; {@code -Dvitrina.rolling.rounds=10} is the whole proof. */
    private static final int ROUNDS = Integer.getInteger("vitrina.rolling.rounds", 1);

    private static final long STOCK = 100_000;
    private static final int CUSTOMERS = 10;
    private static final String UNLIMITED = "vitrina.gateway.rate-limit.enabled=false";

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

    /** As a load balancer has it: a gateway that says it is not ready gets no new calls, and what it has is answered. */
    @Test
    void losesNoCallWhileGatewaysAreReplaced(Shop shop) throws Exception {
        long product =
                shop.product("Незаменимая лейка", 90_000, STOCK).path("id").asLong();
        try (Replica first = new Replica(shop, "gateway", UNLIMITED);
                Replica second = new Replica(shop, "gateway", UNLIMITED)) {
            Replica.startAll(List.of(first, second));
            Map<Replica, ShopClient> admins = new ConcurrentHashMap<>();
            for (Replica gateway : List.of(first, second)) {
                admins.put(gateway, admin(shop, gateway));
            }
            AtomicReference<List<Replica>> ready = new AtomicReference<>(List.of(first, second));
            AtomicInteger next = new AtomicInteger();
            Supplier<ShopClient> any = () -> {
                List<Replica> choice = ready.get();
                return admins.get(choice.get(next.getAndIncrement() % choice.size()));
            };
            Traffic traffic = new Traffic(
                    () -> any.get().get("/products/" + product),
                    () -> any.get().post("/products/" + product + "/stock", Map.of("delta", 1)));
            traffic.during(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    for (Replica leaving : List.of(first, second)) {
                        leaving.askToStop();
                        leaving.awaitNotReady();
                        ready.set(List.of(leaving == first ? second : first));
                        leaving.awaitEnd();
                        leaving.start();
                        admins.put(leaving, admin(shop, leaving));
                        ready.set(List.of(first, second));
                        traffic.goesOn();
                    }
                }
            });
            assertThat(traffic.failures()).isEmpty();
            assertThat(shop.quantityOf(product)).isEqualTo(STOCK + traffic.written());
        }
    }

    private static ShopClient admin(Shop shop, Replica gateway) {
        return ShopClient.of(gateway.url()).as(shop.admin().accessToken());
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
                        UNLIMITED)) {
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
