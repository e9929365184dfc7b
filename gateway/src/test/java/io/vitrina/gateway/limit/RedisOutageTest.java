package io.vitrina.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.QuarkusTestProfile.TestResourceEntry;
import io.quarkus.test.junit.TestProfile;
import io.vitrina.gateway.route.GatewayServer;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.RedisServer;
import io.vitrina.gateway.testing.SharedRedis;
import io.vitrina.gateway.testing.StubServices;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway whose Redis dies, and one whose Redis hangs, under calls. */
@QuarkusTest
@TestProfile(RedisOutageTest.WithRedis.class)
class RedisOutageTest {

    private static final int BURST = 30;
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long MILLI = 1_000_000L;

    public static final class WithRedis implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "vitrina.gateway.rate-limit.burst", Integer.toString(BURST),
                    "vitrina.gateway.rate-limit.requests-per-second", "1",
                    "vitrina.gateway.redis.pause", "300MS");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(StubServices.class), new TestResourceEntry(SharedRedis.class));
        }
    }

    @Inject
    GatewayServer server;

    RedisServer redis;

    private int strangers;

    private final ConcurrentLinkedQueue<String> warnings = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void needsRedis() {
        if (redis == null) {
            System.err.println("SKIPPED: no redis-server on PATH, a gateway without its Redis is not tested here");
        }
        Assumptions.assumeTrue(redis != null, "no redis-server on PATH");
        await();
    }

    /** Until the gateway counts in Redis. */
    private void await() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!isCountedInRedis()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(20 * MILLI);
        }
    }

    private boolean isCountedInRedis() {
        String fresh = "198.18.201." + ++strangers;
        RawHttp.to(server.port()).get("/health", "X-Forwarded-For: " + fresh);
        try (RedisClient client = RedisClient.create(redis.url())) {
            return client.connect().sync().exists("vitrina:limit:client:" + fresh) == 1;
        }
    }

    private void outage(String client, Runnable begin, Runnable end) {
        RawHttp http = RawHttp.to(server.port());
        String me = "X-Forwarded-For: " + client;
        Logger logger = Logger.getLogger(SharedBuckets.class.getName());
        Handler listener = new Warnings();
        logger.addHandler(listener);
        try {
            int allowed = 0;
            long slowest = 0;
            for (int i = 0; i < 5 * BURST; i++) {
                if (i == BURST / 2) {
                    begin.run();
                }
                long started = System.nanoTime();
                RawHttp.Answer answer = http.get("/api/v1/cart?redis", me);
                slowest = Math.max(slowest, System.nanoTime() - started);
                assertThat(answer.status()).isIn(200, 429);
                assertThat(answer.header("RateLimit")).startsWith("\"client\";r=");
                allowed += answer.status() == 200 ? 1 : 0;
            }
            // What Redis had counted until then, and a whole allowance of this gateway's own.
            assertThat(allowed).isBetween(BURST, 2 * BURST + 15);
            assertThat(slowest / MILLI).as("ms of the slowest call").isLessThan(2_000);
            assertThat(warnings)
                    .filteredOn(one -> one.contains("Redis is away"))
                    .hasSize(1);
        } finally {
            end.run();
            logger.removeHandler(listener);
        }
        await();
    }

    @Test
    void failsNoCallWhenRedisDies() {
        outage("198.18.200.2", redis::kill, redis::start);
    }

    @Test
    void failsNoCallWhenRedisHangs() {
        outage("198.18.200.3", redis::hang, redis::wakeUp);
    }

    @Test
    void losesNothingOfABodyWhileRedisIsAsked() {
        RawHttp.Answer answer = RawHttp.to(server.port())
                .request("POST", "/api/v1/cart/items", new byte[100_000], "X-Forwarded-For: 198.18.200.4");
        assertThat(answer.json().getInteger("length")).isEqualTo(100_000);
    }

    private final class Warnings extends Handler {

        @Override
        public void publish(LogRecord event) {
            if (event.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(
                        event instanceof org.jboss.logmanager.ExtLogRecord formatted
                                ? formatted.getFormattedMessage()
                                : event.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
