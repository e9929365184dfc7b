package io.vitrina.cart.cart;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.cart.catalog.Product;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** A million carts, made and changed at random: the sum of the lines is the total, to the kopeck. */
class CartMoneyTest {

    private static final int CARTS = 1_000_000;
    private static final long SEED = Long.getLong("vitrina.test.seed", 20_261_120L);
    private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
    private static final CartLimits LIMITS = new CartLimits(100, 10_000);
    private static final long DEAREST = 1_000_000_000_000L;

    @Test
    void addsUpExactly() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < CARTS; i++) {
            check(random, i);
        }
    }

    private static void check(RandomGenerator random, int number) {
        Cart cart = new Cart(1, AT);
        Map<Long, Product> products = new HashMap<>();
        Map<Long, Integer> expected = new HashMap<>();
        int steps = 1 + random.nextInt(6);
        for (int step = 0; step < steps; step++) {
            change(random, cart, products, expected);
        }
        BigInteger sum = BigInteger.ZERO;
        for (Map.Entry<Long, Integer> line : expected.entrySet()) {
            sum = sum.add(BigInteger.valueOf(products.get(line.getKey()).price())
                    .multiply(BigInteger.valueOf(line.getValue())));
        }
        CartResponse seen = CartResponse.from(cart, "RUB", false);
        long lines =
                seen.items().stream().mapToLong(CartResponse.Line::lineTotal).sum();
        if (!BigInteger.valueOf(seen.total()).equals(sum)
                || lines != seen.total()
                || !cart.quantities().equals(expected)) {
            assertThat(List.of(seen.total(), lines))
                    .as("seed %d, cart %d", SEED, number)
                    .containsOnly(sum.longValue());
            assertThat(cart.quantities()).as("seed %d, cart %d", SEED, number).isEqualTo(expected);
        }
    }

    private static void change(
            RandomGenerator random, Cart cart, Map<Long, Product> products, Map<Long, Integer> expected) {
        long id = 1 + random.nextLong(12);
        Product product = products.computeIfAbsent(id, i -> product(random, i));
        int quantity = 1 + random.nextInt(1_500);
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                cart.add(product, quantity, LIMITS, AT);
                expected.merge(id, quantity, Integer::sum);
            }
            case 2 -> {
                long otherId = id + 12;
                Product other = products.computeIfAbsent(otherId, i -> product(random, i));
                List<Selection> several = new ArrayList<>();
                several.add(new Selection(product, quantity));
                several.add(new Selection(other, 1));
                several.add(new Selection(product, 1));
                cart.add(several, LIMITS, AT);
                expected.merge(id, quantity + 1, Integer::sum);
                expected.merge(otherId, 1, Integer::sum);
            }
            case 3 -> {
                cart.set(product, quantity, LIMITS, AT);
                expected.put(id, quantity);
            }
            case 4 -> {
                cart.remove(id, AT);
                expected.remove(id);
            }
            default -> {
                Product repriced = product(random, id);
                products.put(id, repriced);
                cart.refresh(new HashMap<>(products));
            }
        }
    }

    private static Product product(RandomGenerator random, long id) {
        long price = random.nextInt(10) == 0 ? random.nextLong(DEAREST + 1) : random.nextLong(1_000_000);
        return new Product(id, null, "P", null, price, "RUB", Long.MAX_VALUE, true, true);
    }
}
