package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.MockProvider;
import io.vitrina.acceptance.client.Operator;
import io.vitrina.acceptance.client.ShopClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cart-service dies in the midst of checkouts; clients and the provider do what they do: try again. */
@ExtendWith(ShopExtension.class)
class CrashIT {

    private static final int CUSTOMERS = 6;

    /** How often the service is killed: twice in the test run, oftener by {@code ./vitrina chaos}. */
    private static final int DEATHS = Integer.getInteger("vitrina.chaos.deaths", 2);

    private static final int CHECKOUTS_BETWEEN_DEATHS = 14;
    private static final int CHECKOUTS_EACH = Math.ceilDiv(CHECKOUTS_BETWEEN_DEATHS * (DEATHS + 1), CUSTOMERS) + 1;
    private static final long STOCK = 10_000;
    private static final Duration RECOVERY = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Set<Integer> TRY_AGAIN = Set.of(409, 429, 502, 503, 504);

    @Test
    void losesNoPaidOrderAndKeepsNoStockWhenTheCartServiceIsKilled(Shop shop) throws Exception {
        long product =
                shop.product("Неубиваемая сковорода", 330_000, STOCK).path("id").asLong();
        List<Customer> customers = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.add(shop.customer());
        }
        AtomicInteger done = new AtomicInteger();

        try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> pending = new ArrayList<>();
            for (Customer customer : customers) {
                pending.add(buyers.submit(() -> buy(shop, customer, product, done)));
            }
            for (int death = 0; death < DEATHS; death++) {
                int after = 6 + death * CHECKOUTS_BETWEEN_DEATHS;
                Waiting.until(after + " checkouts", RECOVERY, () -> done.get() >= after);
                shop.stack().kill("cart-service");
                shop.stack().start("cart-service");
            }
            for (Future<?> buyer : pending) {
                buyer.get();
            }
        }

        for (Customer customer : customers) {
            JsonNode orders =
                    customer.client().get("/orders/me?size=100").expect(200).json();
            assertThat(orders.path("items").findValuesAsText("number"))
                    .as("one order for each key, whatever happened between")
                    .hasSize(CHECKOUTS_EACH);
            orders.path("items")
                    .forEach(order -> assertThat(order.path("status").asText()).isEqualTo("paid"));
        }
        long sold = (long) CUSTOMERS * CHECKOUTS_EACH;
        Waiting.until(
                "abandoned reservations have given their stock back",
                RECOVERY,
                () -> shop.quantityOf(product) == STOCK - sold);
        Operator operator = new Operator(shop.stack());
        Waiting.until("the books agree", RECOVERY, () -> operator.findings().isEmpty());
    }

    private static void buy(Shop shop, Customer customer, long product, AtomicInteger done) {
        for (int i = 0; i < CHECKOUTS_EACH; i++) {
            ShopClient client = customer.client().with("Idempotency-Key", "crash-" + i);
            String order = persist(Set.of(201), () -> client.post("/orders", Shop.order(product, 1)))
                    .json()
                    .path("id")
                    .asText();
            String payment = persist(Set.of(200, 201), () -> customer.client().post("/payments/orders/" + order))
                    .json()
                    .path("id")
                    .asText();
            String notice = MockProvider.event("event-" + payment, "payment.succeeded", payment);
            persist(Set.of(200), () -> shop.provider().tell(notice));
            done.incrementAndGet();
        }
    }

    /** Again and again, as real clients do, until there is an answer that is none of a dying server's. */
    private static Answer persist(Set<Integer> wanted, Supplier<Answer> call) {
        long deadline = System.nanoTime() + RECOVERY.toNanos();
        while (true) {
            String last;
            try {
                Answer answer = call.get();
                if (wanted.contains(answer.status())) {
                    return answer;
                }
                last = answer.toString();
                if (!TRY_AGAIN.contains(answer.status())) {
                    throw new AssertionError(last);
                }
            } catch (UncheckedIOException e) {
                last = e.toString();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never answered; last: " + last);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
