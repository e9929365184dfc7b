package io.vitrina.catalog.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.product.ProductResponse;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A walk by cursor while others write sees every row that stood throughout exactly once. */
@QuarkusTest
class WalkTest {

    private static final int STANDING = 3_000;

    @Inject
    Listing listing;

    @Inject
    Database database;

    @Test
    void neverDrifts() throws InterruptedException {
        // Half of them made in one moment, many of one price: ties everywhere.
        insert("standing", STANDING, "100 + n % 7");
        insert("moving", 500, "100 + n % 7");
        Set<Long> standing = new HashSet<>(
                database.list("SELECT id FROM product WHERE sku LIKE 'standing%'", row -> row.getLong("id")));
        AtomicBoolean walking = new AtomicBoolean(true);
        AtomicLong writes = new AtomicLong();
        Thread writer = Thread.ofVirtual().start(() -> {
            Random random = new Random(7);
            while (walking.get()) {
                write(random, writes.incrementAndGet());
            }
        });
        try {
            for (String sort : ProductSort.names()) {
                List<Long> seen = walk(sort);
                List<Long> seenStanding =
                        seen.stream().filter(standing::contains).toList();
                assertThat(seenStanding).as(sort).doesNotHaveDuplicates().hasSize(STANDING);
            }
        } finally {
            walking.set(false);
            writer.join();
        }
        assertThat(writes.get()).as("writes during the walks").isGreaterThan(20);
    }

    private List<Long> walk(String sort) {
        ProductFilter filter = new ProductFilter(null, null, null, null, List.of(), false, ProductSort.of(sort, false));
        List<Long> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<ProductResponse> page = listing.page(filter, new PageRequest(1, 100, cursor));
            page.items().forEach(product -> seen.add(product.id()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return seen;
    }

    private void write(Random random, long n) {
        switch (random.nextInt(3)) {
            case 0 -> insert("new" + n, 1, "100 + " + random.nextInt(7));
            case 1 ->
                database.update(
                        "UPDATE product SET price = ?, name = name || 'x' WHERE id = (SELECT id FROM product"
                                + " WHERE sku LIKE 'moving%' AND is_active ORDER BY random() LIMIT 1)",
                        100L + random.nextInt(7));
            default ->
                database.update(
                        "UPDATE product SET is_active = false, deleted_at = now() WHERE id = (SELECT id FROM product"
                                + " WHERE sku LIKE 'moving%' AND is_active ORDER BY random() LIMIT 1)");
        }
    }

    private void insert(String sku, int count, String price) {
        String sql = """
                WITH made AS (
                    INSERT INTO product (sku, name, price, currency, in_stock, created_at, updated_at)
                    SELECT ? || '-' || n, 'Чашка ' || n % 11, :price, 'RUB', true,
                        now() + make_interval(secs => CASE WHEN n % 2 = 0 THEN 0 ELSE n END), now()
                    FROM generate_series(1, ?) n RETURNING id)
                INSERT INTO stock (product_id, initial, quantity) SELECT id, 5, 5 FROM made
                """;
        database.update(sql.replace(":price", price), sku, count);
    }
}
