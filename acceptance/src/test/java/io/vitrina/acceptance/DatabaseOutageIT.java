package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.Operator;
import io.vitrina.acceptance.client.ShopClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL dies, and hangs, under a shop at work: it says so soon, keeps what it has promised, and comes back alone. */
@ExtendWith(ShopExtension.class)
class DatabaseOutageIT {

    private static final String POSTGRES = "postgres";
    private static final List<String> SERVICES = List.of("auth-service", "catalog-service", "cart-service", "gateway");
    private static final Duration WHEN_KILLED = Duration.ofSeconds(6);
    private static final Duration WHEN_HUNG = Duration.ofSeconds(10);
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final Duration BOOKS = Duration.ofSeconds(120);
    private static final int ROUNDS = 3;
    private static final int ORDERS_BEFORE = 8;

    @Test
    void keepsItsPromisesWhenTheDatabaseIsKilled(Shop shop) throws Exception {
        List<Long> pids = pids(shop);
        try (Buyers buyers = new Buyers(shop)) {
            buyers.awaitOrders(ORDERS_BEFORE);
            shop.stack().kill(POSTGRES);
            try {
                assertOutage(shop, buyers, WHEN_KILLED);
            } finally {
                shop.stack().start(POSTGRES);
            }
            assertRecovery(shop, buyers);
        }
        assertThat(pids(shop)).as("nothing was restarted").isEqualTo(pids);
    }

    @Test
    void keepsItsPromisesWhenTheDatabaseHangs(Shop shop) throws Exception {
        List<Long> pids = pids(shop);
        try (Buyers buyers = new Buyers(shop)) {
            buyers.awaitOrders(ORDERS_BEFORE);
            List<String> hung = signalDatabase(shop, "STOP");
            try {
                assertOutage(shop, buyers, WHEN_HUNG);
            } finally {
                signal("CONT", hung);
            }
            assertRecovery(shop, buyers);
        }
        assertThat(pids(shop)).as("nothing was restarted").isEqualTo(pids);
    }

    /** What a call that needs the database was answered, and after how long. */
    private record Refusal(Answer answer, Duration took) {}

    private static void assertOutage(Shop shop, Buyers buyers, Duration limit) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<Supplier<Answer>> calls = callsThatNeedTheDatabase(shop, buyers);
            List<Future<Refusal>> pending = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Supplier<Answer> call : calls) {
                    pending.add(threads.submit(() -> {
                        long begin = System.nanoTime();
                        Answer answer = call.get();
                        return new Refusal(answer, Duration.ofNanos(System.nanoTime() - begin));
                    }));
                }
                assertThat(shop.stranger()
                                .sendTo("GET", "/.well-known/jwks.json", null)
                                .status())
                        .isEqualTo(200);
                assertThat(shop.stranger().get(buyers.list()).status()).isEqualTo(200);
            }
            for (Future<Refusal> one : pending) {
                Refusal refusal = one.get();
                System.out.printf(
                        "%s → %d after %d ms%n",
                        refusal.answer().call(),
                        refusal.answer().status(),
                        refusal.took().toMillis());
                assertThat(refusal.answer().status())
                        .as(refusal.answer().toString())
                        .isEqualTo(503);
                assertThat(refusal.answer().contentType()).startsWith("application/problem+json");
                assertThat(refusal.answer().header("Retry-After")).isPresent();
                assertThat(refusal.took()).as(refusal.answer().call()).isLessThan(limit);
            }
        }
    }

    private static List<Supplier<Answer>> callsThatNeedTheDatabase(Shop shop, Buyers buyers) {
        Customer somebody = buyers.any();
        ShopClient customer = somebody.client();
        ShopClient admin = shop.admin().client();
        return List.of(
                () -> shop.stranger()
                        .post("/auth/login", Map.of("login", somebody.email(), "password", somebody.password())),
                () -> shop.stranger().post("/auth/refresh", Map.of("refresh_token", somebody.refreshToken())),
                () -> customer.get("/auth/me"),
                () -> admin.get("/users?size=1"),
                () -> admin.patch("/products/" + buyers.product(), Map.of("price", 1_100)),
                () -> admin.post("/products/" + buyers.product() + "/stock", Map.of("delta", 1)),
                () -> customer.get("/orders/me"),
                () -> customer.put("/cart/items/" + buyers.product(), Map.of("quantity", 1)),
                () -> customer.post("/orders", Shop.order(buyers.product(), 1)));
    }

    private static void assertRecovery(Shop shop, Buyers buyers) {
        long back = System.nanoTime();
        Waiting.until(
                "all services are healthy",
                RECOVERY,
                () -> shop.stranger()
                        .sendTo("GET", "/health/services", null)
                        .json()
                        .path("status")
                        .asText()
                        .equals("UP"));
        buyers.awaitOrders(buyers.acknowledged().size() + 1);
        System.out.printf("healthy and selling again after %d ms%n", (System.nanoTime() - back) / 1_000_000);
        buyers.stop();
        for (Buyers.Order order : buyers.acknowledged()) {
            assertThat(order.customer()
                            .client()
                            .get("/orders/" + order.id())
                            .expect(200)
                            .json()
                            .path("status")
                            .asText())
                    .isEqualTo("pending");
        }
        Operator operator = new Operator(shop.stack());
        Waiting.until("the books agree", BOOKS, () -> operator.findings().isEmpty());
    }

    private static List<Long> pids(Shop shop) {
        return SERVICES.stream()
                .map(service -> shop.stack().process(service))
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .toList();
    }

    /** To the server and to every process it has for a connection. */
    private static List<String> signalDatabase(Shop shop, String name) {
        ProcessHandle server = shop.stack().process(POSTGRES);
        List<String> pids = Stream.concat(Stream.of(server), server.descendants())
                .map(process -> Long.toString(process.pid()))
                .toList();
        signal(name, pids);
        return pids;
    }

    private static void signal(String name, List<String> pids) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        command.addAll(pids);
        try {
            int status = new ProcessBuilder(command).start().waitFor();
            // A process for a connection may have ended before its turn.
            if (status != 0 && name.equals("STOP")) {
                throw new IllegalStateException(command + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
