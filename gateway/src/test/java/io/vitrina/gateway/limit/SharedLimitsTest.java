package io.vitrina.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.vitrina.gateway.testing.Configs;
import io.vitrina.gateway.testing.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways and a Redis. */
class SharedLimitsTest {

    private static final long PATIENCE_NANOS = 15_000_000_000L;

    private RedisServer redis;
    private Limiter one;
    private Limiter two;

    @BeforeEach
    void start() {
        redis = new RedisServer();
        one = limiter();
        two = limiter();
        await(this::theyCountTogether);
    }

    @AfterEach
    void stop() {
        if (redis != null) {
            one.close();
            two.close();
            redis.close();
        }
    }

    private Limiter limiter() {
        return new Limiter(Configs.of(
                "redis.url", redis.url(),
                "redis.pause", "300MS",
                "rate-limit.burst", "50",
                "rate-limit.requests-per-second", "1"));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** As the gateway does it: asks where that makes sense, else decides alone. */
    private static Verdict call(Limiter limiter, String client, boolean credential) {
        Limiter.Caller caller = new Limiter.Caller(client, client, credential);
        Limiter.Decision decision =
                limiter.isShared() ? limiter.ask(caller).toCompletableFuture().join() : limiter.decide(caller);
        return decision.verdict();
    }

    @Test
    void countsCallsOfAllGatewaysTogether() {
        int allowed = 0;
        for (int i = 0; i < 60; i++) {
            allowed += call(one, "a", false).allowed() ? 1 : 0;
            allowed += call(two, "a", false).allowed() ? 1 : 0;
        }
        assertThat(allowed).isBetween(50, 53);
        assertThat(call(one, "b", false).remaining()).isEqualTo(49);
        assertThat(call(two, "b", false).remaining()).isEqualTo(48);
    }

    @Test
    void countsCredentialsTogetherToo() {
        int allowed = 0;
        for (int i = 0; i < 10; i++) {
            allowed += call(one, "a", true).allowed() ? 1 : 0;
            allowed += call(two, "a", true).allowed() ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(10);
        Verdict refused = call(one, "a", true);
        assertThat(refused.policy()).isEqualTo("credentials");
        assertThat(refused.retrySeconds()).isBetween(1L, 6L);
    }

    @Test
    void leavesNoKeyForEver() {
        call(one, "a", true);
        try (RedisClient client = RedisClient.create(redis.url())) {
            RedisCommands<String, String> commands = client.connect().sync();
            List<String> keys = commands.keys("*");
            assertThat(keys).contains("vitrina:limit:client:a", "vitrina:limit:credentials:a");
            assertThat(keys).allSatisfy(key -> assertThat(commands.pttl(key)).isBetween(1L, 62_000L));
        }
    }

    @Test
    void goesOnWhenRedisForgetsTheScript() {
        try (RedisClient client = RedisClient.create(redis.url())) {
            client.connect().sync().scriptFlush();
        }
        assertThat(call(one, "a", false).remaining()).isEqualTo(49);
        assertThat(call(two, "a", false).remaining()).isEqualTo(48);
    }

    @Test
    void countsAloneWhileRedisIsGoneAndTogetherWhenItIsBack() {
        call(one, "a", false);
        redis.kill();
        int allowed = 0;
        for (int i = 0; i < 100; i++) {
            allowed += call(one, "a", false).allowed() ? 1 : 0;
        }
        assertThat(allowed).isBetween(50, 53);
        redis.start();
        await(this::theyCountTogether);
    }

    /** By a client nobody has seen: either both know of both calls, or each knows of its own. */
    private boolean theyCountTogether() {
        String fresh = "fresh " + System.nanoTime();
        return call(one, fresh, false).remaining() == 49
                && call(two, fresh, false).remaining() == 48;
    }

    @Test
    void waitsForAHungRedisOnceAndNotForLong() {
        call(one, "a", false);
        redis.hang();
        long started = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            call(one, "hung", false);
        }
        long millis = (System.nanoTime() - started) / 1_000_000;
        assertThat(millis).as("for 200 calls").isLessThan(1_500);
        redis.wakeUp();
        await(this::theyCountTogether);
    }

    /** {@code -Dvitrina.limit.seconds=60} is the whole proof. */
    @Test
    void letsThreeGatewaysTogetherPassWhatOneMay() throws Exception {
        int perSecond = 100;
        long nanos = Integer.getInteger("vitrina.limit.seconds", 5) * 1_000_000_000L;
        List<Limiter> gateways = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                // Patient, so that a busy machine is not taken for an outage, in which each would count alone.
                gateways.add(new Limiter(Configs.of(
                        "redis.url", redis.url(),
                        "redis.timeout", "5S",
                        "rate-limit.burst", Integer.toString(perSecond),
                        "rate-limit.requests-per-second", Integer.toString(perSecond))));
            }
            gateways.forEach(gateway -> await(gateway::isShared));
            while (call(gateways.getFirst(), "crowd", false).allowed()) {
                // The burst is nobody's any more.
            }
            long started = System.nanoTime();
            List<Future<Integer>> passed = new ArrayList<>();
            for (Limiter gateway : gateways) {
                passed.add(threads.submit(() -> {
                    int allowed = 0;
                    while (System.nanoTime() - started < nanos) {
                        allowed += call(gateway, "crowd", false).allowed() ? 1 : 0;
                        LockSupport.parkNanos(3_000_000);
                    }
                    return allowed;
                }));
            }
            int all = 0;
            for (Future<Integer> one : passed) {
                all += one.get();
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            assertThat(all / seconds).as("calls a second").isBetween(0.97 * perSecond, 1.05 * perSecond);
        } finally {
            gateways.forEach(Limiter::close);
        }
    }
}
