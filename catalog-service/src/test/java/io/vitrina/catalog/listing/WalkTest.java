package io.vitrina.catalog.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.product.ProductResponse;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A walk by cursor while others write sees every row that stood throughout exactly once.
 *
 * <p>The long form, {@code -Dvitrina.walk.products=100000}, writes 50 times a second; the short one is over so soon that
 * it writes more often.
 */
@QuarkusTest
class WalkTest {

    private static final Logger LOG = Logger.getLogger(WalkTest.class);

    private static final int STANDING = Integer.getInteger("vitrina.walk.products", 3_000);
    private static final int MOVING = STANDING / 6;
    private static final int RARE = 25;
    private static final long MILLIS_BETWEEN_WRITES = STANDING > 3_000 ? 20 : 4;
    private static final int PIECE = 5_000;
    private static final long SEED = 7;
    /** Doesn't divide the windows of a search by relevance. */
    private static final int SIZE = 70;

    @Inject
    Listing listing;

    @Inject
    Database database;

    private final AtomicLong writes = new AtomicLong();
    private final Random random = new Random(SEED);
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
    /** Half of all are made at it. */
    private final Instant moment = Instant.parse("2026-11-20T13:49:26Z");

    private List<Long> standing;
    private List<Long> moving;

    /** Many of one time, price and name: ties everywhere. */
    @BeforeEach
    void fill() {
        insert("standing", STANDING);
        insert("moving", MOVING);
        database.update("ANALYZE product");
        standing = ids("SELECT id FROM product WHERE sku LIKE 'standing%'");
        moving = ids("SELECT id FROM product WHERE sku LIKE 'moving%'");
        assertThat(standing).hasSize(STANDING);
    }

    @AfterEach
    void stopWriting() throws InterruptedException {
        writer.shutdown();
        assertThat(writer.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void neverDrifts() {
        startWriting();
        for (String sort : ProductSort.names()) {
            if (!sort.equals("relevance")) {
                assertSeesAll(sort, null, new HashSet<>(standing));
            }
        }
        assertThat(writes.get()).as("writes during the walks").isGreaterThan(50);
    }

    @Test
    void neverDriftsInWhatWasSearchedFor() {
        Set<Long> rare =
                new HashSet<>(ids("SELECT id FROM product WHERE sku LIKE 'standing%' AND name LIKE '%редкая%'"));
        assertThat(rare).hasSize(STANDING / RARE);
        startWriting();
        for (String sort : List.of("relevance", "-price", "created_at")) {
            assertSeesAll(sort, "чашка", new HashSet<>(standing));
            assertSeesAll(sort, "редкие чашки", rare);
        }
        assertThat(writes.get()).as("writes during the walks").isGreaterThan(50);
    }

    private void assertSeesAll(String sort, String text, Set<Long> wanted) {
        long written = writes.get();
        long began = System.nanoTime();
        List<Long> seen = walk(sort, text);
        LOG.infof(
                "%s %s: %d rows in %d ms, %d writes meanwhile",
                sort, text, seen.size(), (System.nanoTime() - began) / 1_000_000, writes.get() - written);
        assertThat(seen.stream().filter(wanted::contains))
                .as("%s %s, seed %d", sort, text, SEED)
                .doesNotHaveDuplicates()
                .hasSize(wanted.size());
    }

    private List<Long> walk(String sort, String text) {
        ProductFilter filter =
                new ProductFilter(text, null, null, null, List.of(), false, ProductSort.of(sort, text != null));
        List<Long> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<ProductResponse> page = listing.page(filter, new PageRequest(1, SIZE, cursor));
            page.items().forEach(product -> seen.add(product.id()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return seen;
    }

    private void startWriting() {
        writer.scheduleAtFixedRate(
                () -> write(writes.incrementAndGet()), 0, MILLIS_BETWEEN_WRITES, TimeUnit.MILLISECONDS);
    }

    private void write(long n) {
        switch (random.nextInt(4)) {
            case 0 -> insert("new" + n, 1 + random.nextInt(3));
            case 1 ->
                database.update(
                        "UPDATE product SET price = ?, name = name || 'x' WHERE id = ? AND char_length(name) < 150",
                        100L + random.nextInt(7),
                        one(moving));
            case 2 ->
                database.update("UPDATE product SET is_active = false, deleted_at = now() WHERE id = ?", one(moving));
            // Touched, they stand where they stood: the row is another one, what lists sort by is not.
            default ->
                database.update(
                        "UPDATE product SET updated_at = now(), version = version + 1, image_url = ?"
                                + " WHERE id = ANY (?)",
                        "https://example.org/" + n + ".png",
                        IntStream.range(0, 20).mapToObj(i -> one(standing)).toArray(Long[]::new));
        }
    }

    private Long one(List<Long> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    private List<Long> ids(String sql) {
        return database.list(sql, row -> row.getLong("id"));
    }

    private void insert(String sku, int count) {
        // In pieces, each shorter than a statement may take.
        for (int from = 1; from <= count; from += PIECE) {
            insert(sku, from, Math.min(count, from + PIECE - 1));
        }
    }

    private void insert(String sku, int from, int to) {
        database.update("""
                WITH made AS (
                    INSERT INTO product (sku, name, description, price, currency, in_stock, created_at, updated_at)
                    SELECT ? || '-' || n, 'Чашка ' || n % 11 || CASE WHEN n % ? = 0 THEN ' редкая' ELSE '' END,
                        repeat('чашка ', n % 4), 100 + n % 7, 'RUB', true,
                        ?::timestamptz + make_interval(secs => CASE WHEN n % 2 = 0 THEN 0 ELSE n - 40 END), now()
                    FROM generate_series(?, ?) n RETURNING id)
                INSERT INTO stock (product_id, initial, quantity) SELECT id, 5, 5 FROM made
                """, sku, RARE, moment, from, to);
    }
}
