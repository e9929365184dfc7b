package io.vitrina.cart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.cart.database.CrashPoint;
import io.vitrina.cart.testing.Buyer;
import io.vitrina.cart.testing.Buyer.Answer;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.Replica;
import io.vitrina.cart.testing.StubCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two processes of the packaged service on one database: what they do together, and when one of them dies. */
class ReplicasIT {

    private static final String ONE_OF_7 = "{\"items\":[{\"product_id\":7}]}";

    /** How often the service dies at each point: three times in the test run, oftener by {@code ./vitrina chaos}. */
    private static final int ROUNDS = Integer.getInteger("vitrina.chaos.rounds", 3);

    private static final Duration RECOVERY = Duration.ofSeconds(120);

    private static final StubCatalog CATALOG = StubCatalog.start();
    private static long users = 1_000;
    private static Replica a;
    private static Replica b;

    @BeforeAll
    static void start() {
        CATALOG.reset();
        CATALOG.put(7, 1_999, 1_000_000);
        a = Replica.start("replica-a", Map.of());
        b = Replica.start("replica-b", Map.of());
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
    }

    @Test
    void makeOneOrderOfAHundredIdenticalCalls() throws Exception {
        long user = users++;
        put(user, 7, 2);
        List<Answer> answers = Parallel.run(100, i -> insist(i % 2 == 0 ? a : b, user, "one"));
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(Answer::body)
                .containsOnly(answers.getFirst().body());
        assertThat(answers.stream().filter(answer -> !answer.replayed())).hasSize(1);
        assertThat(orders(user)).isEqualTo(1);
    }

    @Test
    void makeOneOrderOfOneCartWhateverTheKeys() throws Exception {
        long user = users++;
        put(user, 7, 2);
        List<Integer> statuses = Parallel.run(
                20,
                i -> Buyer.post(i % 2 == 0 ? a : b, "/api/v1/orders", user, "k" + i, "{}")
                        .status());
        assertThat(statuses).containsOnlyOnce(201).allMatch(s -> s == 201 || s == 409 || s == 422);
        assertThat(orders(user)).isEqualTo(1);
        settle();
    }

    @Test
    void sellTenPiecesToTwoHundredBuyers() throws Exception {
        CATALOG.put(8, 500, 10);
        List<Integer> statuses = Parallel.run(
                200,
                i -> Buyer.post(
                                i % 2 == 0 ? a : b,
                                "/api/v1/orders",
                                500_000 + i,
                                null,
                                "{\"items\":[{\"product_id\":8}]}")
                        .status());
        assertThat(statuses.stream().filter(s -> s == 201)).hasSize(10);
        assertThat(statuses.stream().filter(s -> s == 409)).hasSize(190);
        assertThat(CATALOG.available(8)).isZero();
    }

    @Test
    void applyAnEventOnceThatComesTwentyTimes() throws Exception {
        long user = users++;
        UUID order = Buyer.post(a, "/api/v1/orders", user, null, ONE_OF_7).id();
        UUID payment = Buyer.post(b, "/api/v1/payments/orders/" + order, user, null, "")
                .id();
        List<Integer> statuses = Parallel.run(
                20,
                i -> Buyer.webhook(i % 2 == 0 ? a : b, "e-" + payment, payment).status());
        assertThat(statuses).containsOnly(200);
        JsonNode history = Buyer.get(a, "/api/v1/orders/" + order, user).json().path("history");
        assertThat(history).hasSize(2);
        settle();
    }

    /** One replica dies at the point, the other goes on, the buyer and the provider try again. */
    @ParameterizedTest(name = "{0}, round {1}")
    @MethodSource
    void loseNothingWhenOneDies(CrashPoint point, int round) {
        long user = users++;
        try (Replica dying =
                Replica.start("replica-" + point.setting(), Map.of("VITRINA_CART_CRASH_AT", point.setting()))) {
            UUID order = order(point, dying, user);
            UUID payment = payment(point, dying, user, order);
            boolean diesHere = point.name().startsWith("WEBHOOK") || point == CrashPoint.OUTBOX_DELIVERED;
            if (diesHere) {
                if (point != CrashPoint.OUTBOX_DELIVERED) {
                    untilItDies(dying, () -> Buyer.webhook(dying, "e-" + payment, payment));
                } else {
                    // The provider has its answer already when the message that follows from it is on its way.
                    until(
                            () -> Buyer.webhook(dying, "e-" + payment, payment),
                            answer -> answer.status() != 503,
                            "it is there");
                    assertThat(dying.awaitDeath()).isEqualTo(137);
                }
            }
            assertThat(Buyer.webhook(b, "e-" + payment, payment).status()).isEqualTo(200);

            settle();

            JsonNode seen = Buyer.get(b, "/api/v1/orders/" + order, user).json();
            assertThat(seen.path("status").asText()).isEqualTo("paid");
            assertThat(seen.path("history")).hasSize(2);
            assertThat(CATALOG.status(order)).isEqualTo("committed");
            assertThat(orders(user)).isEqualTo(1);
        }
    }

    static Stream<Arguments> loseNothingWhenOneDies() {
        return IntStream.rangeClosed(1, ROUNDS)
                .boxed()
                .flatMap(round -> Stream.of(CrashPoint.values()).map(point -> Arguments.of(point, round)));
    }

    private static UUID order(CrashPoint point, Replica dying, long user) {
        put(user, 7, 3);
        if (point.name().startsWith("CHECKOUT")) {
            untilItDies(dying, () -> Buyer.post(dying, "/api/v1/orders", user, "key", "{}"));
        }
        Answer answer = insist(b, user, "key");
        assertThat(answer.status()).isEqualTo(201);
        return answer.id();
    }

    private static UUID payment(CrashPoint point, Replica dying, long user, UUID order) {
        String path = "/api/v1/payments/orders/" + order;
        if (point.name().startsWith("PAYMENT")) {
            untilItDies(dying, () -> Buyer.post(dying, path, user, null, ""));
        }
        Answer answer = Buyer.post(b, path, user, null, "");
        assertThat(answer.status()).isBetween(200, 201);
        return answer.id();
    }

    /** A process that has just started on a busy machine may be too slow for its first call, and says so. */
    private static void untilItDies(Replica dying, Supplier<Answer> call) {
        Answer last = until(call, answer -> answer.status() != 503, "it is there");
        assertThat(last.status()).isEqualTo(Buyer.NO_ANSWER);
        assertThat(dying.awaitDeath()).isEqualTo(137);
    }

    /** As a client with patience: a call that is still in flight elsewhere is sent again. */
    private static Answer insist(Replica replica, long user, String key) {
        return until(
                () -> Buyer.post(replica, "/api/v1/orders", user, key, "{}"),
                answer -> answer.status() != 409,
                "the key is free");
    }

    /** Both sides agree, and nothing is under way, within the time that operators are promised. */
    private static void settle() {
        until(
                () -> Buyer.audit(b).json(),
                audit -> audit.path("consistent").asBoolean()
                        && audit.path("under_way").path("checkouts").asLong() == 0
                        && audit.path("under_way").path("stock_commands").asLong() == 0
                        && audit.path("under_way").path("refunds").asLong() == 0
                        && audit.path("stock").path("held_orders").asLong() == CATALOG.reservations("held")
                        && audit.path("stock").path("sold_orders").asLong() == CATALOG.reservations("committed"),
                "the services agree");
    }

    private static <T> T until(Supplier<T> look, java.util.function.Predicate<T> good, String what) {
        Instant deadline = Instant.now().plus(RECOVERY);
        while (true) {
            T seen = look.get();
            if (good.test(seen)) {
                return seen;
            }
            assertThat(Instant.now()).as(what + ": " + seen).isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static void put(long user, long product, int quantity) {
        String body = "{\"product_id\":" + product + ",\"quantity\":" + quantity + "}";
        assertThat(Buyer.post(b, "/api/v1/cart/items", user, null, body).status())
                .isEqualTo(200);
    }

    private static long orders(long user) {
        return Buyer.get(b, "/api/v1/orders/me", user).json().path("total").asLong();
    }
}
