package io.vitrina.catalog.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.catalog.Shop;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.history.ProductHistory.Author;
import io.vitrina.catalog.stock.Reservation.Line;
import io.vitrina.catalog.stock.ReservationRequest.Item;
import io.vitrina.kit.problem.ProblemException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sequences of commands, doubled and out of order; every failure names its seed. */
@QuarkusTest
class ReservationSequenceTest {

    private static final int PRODUCTS = 4;
    /** Two in seven reserve: 10,000 requests over all seeds. */
    private static final int STEPS = 12_000;
    /** So many steps are about the same orders; then come new ones. */
    private static final int STEPS_OF_ORDERS = 200;

    private static final Author ADMIN = new Author(7L, "count");

    @Inject
    ReservationService reservations;

    @Inject
    StockLedger stock;

    @Inject
    Database database;

    @Inject
    ConsistencyService consistency;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_120, 777})
    void doesWhatTheModelDoes(long seed) {
        Random random = new Random(seed);
        List<Long> products = products(20);
        StockModel model = new StockModel(products, 20);
        List<UUID> orders = orders(random, 30);
        for (int step = 1; step <= STEPS; step++) {
            UUID order = orders.get(random.nextInt(orders.size()));
            String said = said(random, order, request(random, products), model);
            assertThat(onSale()).as("seed %d, step %d: %s", seed, step, said).isEqualTo(model.onSale());
            if (step % STEPS_OF_ORDERS == 0) {
                assertThat(consistency.check().differences())
                        .as("seed %d, step %d", seed, step)
                        .isEmpty();
                orders = orders(random, 30);
            }
        }
        assertThat(consistency.check().differences()).as("seed %d", seed).isEmpty();
    }

    @Test
    void keepsTheEquationWhenManyActAtOnce() throws Exception {
        long seed = 42;
        List<Long> products = products(30);
        List<UUID> orders = orders(new Random(seed), 60);
        List<Future<Integer>> workers = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int worker = 0; worker < 8; worker++) {
                Random random = new Random(seed + worker);
                workers.add(pool.submit(() -> act(random, products, orders)));
            }
            for (int look = 0; look < 10; look++) {
                assertThat(consistency.check().differences())
                        .as("seed %d", seed)
                        .isEmpty();
            }
            for (Future<Integer> worker : workers) {
                assertThat(worker.get()).isEqualTo(150);
            }
        }
        assertThat(consistency.check().differences()).as("seed %d", seed).isEmpty();
    }

    @Test
    void seesWhatDoesNotAddUp() {
        long product = products(5).getFirst();
        Shop.admin()
                .contentType("application/json")
                .body("{\"delta\":3}")
                .post("/api/v1/products/" + product + "/stock");
        assertThat(consistency.check().consistent()).isTrue();
        database.update("DELETE FROM product_change");
        ConsistencyService.Report report = consistency.check();
        assertThat(report.consistent()).isFalse();
        assertThat(report.differences())
                .containsExactly(new StockRules.Difference(
                        product,
                        5,
                        0,
                        8,
                        0,
                        0,
                        List.of(new StockRules.Breach("equation", 5, 8), new StockRules.Breach("adjusted", 0, 3))));
    }

    private int act(Random random, List<Long> products, List<UUID> orders) {
        int done = 0;
        for (int step = 0; step < 150; step++) {
            UUID order = orders.get(random.nextInt(orders.size()));
            ReservationRequest request = request(random, products);
            int kind = random.nextInt(7);
            refusable(() -> switch (kind) {
                case 0, 1 -> reservations.reserve(order, request.lines(), 600);
                case 2 -> reservations.commit(order);
                case 3 -> reservations.release(order);
                case 4 -> reservations.takeBack(order);
                case 5 -> adjust(first(request), delta(random));
                default -> {
                    expire(order);
                    yield null;
                }
            });
            done++;
        }
        return done;
    }

    /** Does one thing, to the service and to the model, and says what it was. */
    private String said(Random random, UUID order, ReservationRequest request, StockModel model) {
        int kind = random.nextInt(7);
        long delta = delta(random);
        switch (kind) {
            case 0, 1 ->
                assertThat(refusable(() -> reservations.reserve(order, request.lines(), 600)))
                        .isEqualTo(model.reserve(order, added(request)));
            case 2 -> assertThat(refusable(() -> reservations.commit(order))).isEqualTo(model.commit(order));
            case 3 -> assertThat(refusable(() -> reservations.release(order))).isEqualTo(model.release(order));
            case 4 -> assertThat(refusable(() -> reservations.takeBack(order))).isEqualTo(model.takeBack(order));
            case 5 ->
                assertThat(refusable(() -> adjust(first(request), delta)))
                        .isEqualTo(model.adjust(first(request), delta));
            default -> {
                expire(order);
                model.expire(order);
            }
        }
        return List.of("reserve", "reserve", "commit", "release", "return", "adjust by " + delta, "expire")
                        .get(kind)
                + ' '
                + order
                + request.items();
    }

    private Long adjust(long product, long delta) {
        return QuarkusTransaction.requiringNew()
                .call(() -> stock.adjust(product, stock.lock(product).orElseThrow(), delta, ADMIN));
    }

    private void expire(UUID order) {
        database.update(
                "UPDATE reservation SET expires_at = now() - interval '1 minute' WHERE order_id = ? AND status = 'held'",
                order);
        reservations.expireDue(100);
    }

    /** True when it was done, false when it was refused; anything else is a fault. */
    private static boolean refusable(Callable<?> command) {
        try {
            command.call();
            return true;
        } catch (ProblemException e) {
            assertThat(e.kind().status()).isIn(404, 409);
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lines in any order, some of them about the same product. */
    private static ReservationRequest request(Random random, List<Long> products) {
        List<Item> items = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> new Item(products.get(random.nextInt(PRODUCTS)), 1L + random.nextInt(3)))
                .toList();
        return new ReservationRequest(items, 600L);
    }

    private static List<Line> added(ReservationRequest request) {
        return request.items().stream()
                .collect(Collectors.groupingBy(Item::productId, TreeMap::new, Collectors.summingLong(Item::quantity)))
                .entrySet()
                .stream()
                .map(entry -> new Line(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static long first(ReservationRequest request) {
        return request.items().getFirst().productId();
    }

    /** More comes than goes: orders take the rest. */
    private static long delta(Random random) {
        return random.nextLong(-9, 13);
    }

    private static List<UUID> orders(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()))
                .toList();
    }

    private static List<Long> products(long quantity) {
        return IntStream.range(0, PRODUCTS)
                .mapToObj(i -> Shop.product("P" + i, 100, quantity))
                .toList();
    }

    private Map<Long, Long> onSale() {
        Map<Long, Long> onSale = new TreeMap<>();
        database.list(
                "SELECT product_id, quantity FROM stock",
                row -> onSale.put(row.getLong("product_id"), row.getLong("quantity")));
        return onSale;
    }
}
