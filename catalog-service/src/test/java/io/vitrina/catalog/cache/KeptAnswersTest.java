package io.vitrina.catalog.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.catalog.config.CatalogConfig;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The cache by a clock that the test turns. */
class KeptAnswersTest {

    private final Turned clock = new Turned();
    private final ReadCache cache = new ReadCache(config(), clock);

    /** Whoever makes a part may wait for a turn at the database that is held by one who needs another part. */
    @Test
    void noPartIsKeptFromBeingMadeByAnother() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> slow = pool.submit(() -> cache.part(-1, () -> {
                begun.countDown();
                return await(over);
            }));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            try {
                for (int i = 0; i < 200; i++) {
                    int key = i;
                    assertThat(pool.submit(() -> cache.part(key, () -> key)).get(10, TimeUnit.SECONDS))
                            .isEqualTo(key);
                }
            } finally {
                over.countDown();
            }
            assertThat(slow.get()).isEqualTo("made");
        }
    }

    @Test
    void answersTellHowLongTheyWereKept() {
        assertThat(list()).isZero();
        assertThat(product()).isZero();
        clock.turn(1);
        assertThat(list()).isEqualTo(1);
        assertThat(product()).isEqualTo(1);
        clock.turn(1_400);
        assertThat(list()).isEqualTo(2);
        clock.turn(600);
        // Older than half of what it may be: made anew.
        assertThat(list()).isZero();
    }

    private int list() {
        return cache.list("list", KeptAnswersTest::rendered).age();
    }

    private int product() {
        return cache.product(7, () -> Optional.of(rendered())).orElseThrow().age();
    }

    private static Rendered rendered() {
        return new Rendered("{}".getBytes(StandardCharsets.UTF_8), "\"x\"");
    }

    private static String await(CountDownLatch over) {
        try {
            return over.await(30, TimeUnit.SECONDS) ? "made" : "given up";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CatalogConfig config() {
        CatalogConfig.Cache settings = new CatalogConfig.Cache() {
            @Override
            public Duration maxAge() {
                return Duration.ofSeconds(4);
            }

            @Override
            public long maxBytes() {
                return 1_000_000;
            }
        };
        return (CatalogConfig) Proxy.newProxyInstance(
                CatalogConfig.class.getClassLoader(),
                new Class<?>[] {CatalogConfig.class},
                (proxy, method, arguments) -> settings);
    }

    private static final class Turned extends Clock {

        private Instant now = Instant.EPOCH;

        void turn(long millis) {
            now = now.plusMillis(millis);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
