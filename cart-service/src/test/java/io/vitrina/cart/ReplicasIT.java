package io.vitrina.cart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.cart.database.CrashPoint;
import io.vitrina.cart.testing.Buyer;
import io.vitrina.cart.testing.Buyer.Answer;
import io.vitrina.cart.testing.FatalPurchase;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.Recovery;
import io.vitrina.cart.testing.Replica;
import io.vitrina.cart.testing.StubCatalog;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two processes of the packaged service on one database: what they do together, and when one of them dies. */
class ReplicasIT {

    private static final String ONE_OF_7 = "{\"items\":[{\"product_id\":7}]}";

    /** How often one dies at each point: twice in the test run, oftener by {@code ./vitrina chaos}. */
    private static final int ROUNDS = Integer.getInteger("vitrina.chaos.rounds", 2);

    private static final int PAYMENTS = 10;

    private static final StubCatalog CATALOG = StubCatalog.start();
    private static long users = 1_000;
    private static Replica a;
    private static Replica b;

    @BeforeAll
    static void start() {
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
        List<Answer> answers = Parallel.run(100, i -> Recovery.insist(i % 2 == 0 ? a : b, user, "one"));
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

    @Test
    void payAnOrderOnceWhoeverLearnsOfItWhere() throws Exception {
        for (int round = 0; round < PAYMENTS; round++) {
            long user = users++;
            UUID order = Buyer.post(a, "/api/v1/orders", user, null, ONE_OF_7).id();
            UUID payment = Buyer.post(b, "/api/v1/payments/orders/" + order, user, null, "")
                    .id();
            String path = "/api/v1/payments/" + payment;
            List<Integer> statuses = Parallel.run(50, i -> {
                Replica one = i % 2 == 0 ? a : b;
                Answer answer = switch (i % 5) {
                    case 0 -> Buyer.webhook(one, "e" + i + "-" + payment, payment);
                    case 1 -> Buyer.post(one, path + "/sync", user, null, "");
                    case 2 -> Buyer.postAsAdmin(one, path + "/sync", "");
                    case 3 -> Buyer.get(one, path + "/return", user);
                    default -> Buyer.webhook(one, "same-" + payment, payment);
                };
                return answer.status();
            });
            assertThat(statuses).containsOnly(200);
            JsonNode seen = Buyer.get(a, "/api/v1/orders/" + order, user).json();
            assertThat(seen.path("status").asText()).isEqualTo("paid");
            assertThat(seen.path("history")).hasSize(2);
        }
        settle();
    }

    @Test
    void giveBackSixtyPercentOnceWhenFiftyAskBothOfThem() throws Exception {
        long user = users++;
        UUID order = Buyer.post(a, "/api/v1/orders", user, null, ONE_OF_7).id();
        UUID payment = Buyer.post(b, "/api/v1/payments/orders/" + order, user, null, "")
                .id();
        assertThat(Buyer.webhook(a, "e-" + payment, payment).status()).isEqualTo(200);
        String path = "/api/v1/payments/" + payment + "/refunds";
        List<Integer> statuses = Parallel.run(
                50,
                i -> Buyer.postAsAdmin(i % 2 == 0 ? a : b, path, "{\"amount\":1200}")
                        .status());
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(49);
        settle();
    }

    /** At each point a replica of its own dies, another goes on, the buyers and the provider try again. */
    @ParameterizedTest(name = "round {0}")
    @MethodSource("rounds")
    void loseNothingWhenOneDies(int round) throws Exception {
        List<FatalPurchase> purchases = Stream.of(CrashPoint.values())
                .map(point -> new FatalPurchase(point, users++, CATALOG, () -> b))
                .toList();
        Parallel.run(purchases.size(), i -> {
            purchases.get(i).run();
            return i;
        });
        settle();
        purchases.forEach(FatalPurchase::check);
    }

    static IntStream rounds() {
        return IntStream.rangeClosed(1, ROUNDS);
    }

    private static void settle() {
        Recovery.settle(b, CATALOG);
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
