package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.ShopClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two replicas of the catalogue behind one gateway are replaced, one after the other, while customers and admins work. */
@ExtendWith(ShopExtension.class)
class RollingReplacementIT {

    private static final int WORKERS = 8;
    private static final int CALLS_A_SECOND = 200;
    private static final int ROUNDS = Integer.getInteger("vitrina.rolling.rounds", 2);
    private static final long STOCK = 1_000;

    @Test
    void losesNoCallWhileReplicasAreReplaced(Shop shop) throws Exception {
        long product =
                shop.product("Незаменимый чайник", 150_000, STOCK).path("id").asLong();
        try (Replica first = new Replica(shop, "catalog-service");
                Replica second = new Replica(shop, "catalog-service");
                Replica gateway = new Replica(
                        shop,
                        "gateway",
                        "vitrina.gateway.services.catalog=" + first.url() + "," + second.url(),
                        "vitrina.gateway.rate-limit.enabled=false")) {
            first.start();
            second.start();
            gateway.start();
            Traffic traffic = new Traffic(gateway.url(), shop.admin().accessToken(), product);
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
            assertThat(traffic.answered()).isGreaterThan(CALLS_A_SECOND);
            assertThat(shop.quantityOf(product))
                    .as("each write had its effect once")
                    .isEqualTo(STOCK + traffic.written());
        }
    }

    /** A known number of calls a second: three reads that no cache answers, then a write that must not be repeated. */
    private static final class Traffic {

        private final ShopClient client;
        private final long product;
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicLong calls = new AtomicLong();
        private final AtomicLong answered = new AtomicLong();
        private final AtomicLong written = new AtomicLong();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();

        private Traffic(URI gateway, String token, long product) {
            this.client = ShopClient.of(gateway).as(token);
            this.product = product;
        }

        private interface Work {
            void run() throws Exception;
        }

        void during(Work work) throws Exception {
            try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
                List<Future<?>> pending = new ArrayList<>();
                long begin = System.nanoTime();
                for (int i = 0; i < WORKERS; i++) {
                    pending.add(workers.submit(() -> call(begin)));
                }
                try {
                    goesOn();
                    work.run();
                } finally {
                    over.set(true);
                }
                for (Future<?> worker : pending) {
                    worker.get();
                }
            }
        }

        /** Waits until there were a second's worth of calls more. */
        void goesOn() {
            long until = answered.get() + CALLS_A_SECOND;
            Waiting.until("calls go on", Duration.ofSeconds(60), () -> answered.get() >= until || !failures.isEmpty());
        }

        private void call(long begin) {
            while (!over.get()) {
                long number = calls.getAndIncrement();
                long due = begin + number * (1_000_000_000L / CALLS_A_SECOND);
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                try {
                    if (number % 4 == 3) {
                        note(client.post("/products/" + product + "/stock", Map.of("delta", 1)));
                        written.incrementAndGet();
                    } else {
                        note(client.get("/products/" + product));
                    }
                } catch (RuntimeException e) {
                    failures.add(e.toString());
                }
                answered.incrementAndGet();
            }
        }

        private void note(Answer answer) {
            if (answer.status() != 200) {
                failures.add(answer.toString());
            }
        }

        Queue<String> failures() {
            return failures;
        }

        long answered() {
            return answered.get();
        }

        long written() {
            return written.get();
        }
    }
}
