package io.vitrina.cart.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.database.Sql;
import io.vitrina.cart.testing.ShopTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cart, or a list of orders, costs must not grow with what is in it; nor a checkout with the next feature. */
@QuarkusTest
class ReadingCostTest extends ShopTest {

    @Inject
    SessionFactory sessions;

    @Inject
    Sql sql;

    @Inject
    Scheduler scheduler;

    @BeforeEach
    void sendTheSweepersHome() {
        // Their statements would be counted as well.
        scheduler.pause();
    }

    @AfterEach
    void callTheSweepersBack() {
        scheduler.resume();
    }

    private record Cost(long statements, int calls) {}

    @Test
    void aCartCostsTwoStatementsAndOneCallHoweverFullItIs() {
        LongStream.rangeClosed(1, 100).forEach(id -> catalog.put(id, 100, 1_000));
        putIntoCart(USER, 1, 1);
        Cost one = costOf("/api/v1/cart");
        as(USER).body(LongStream.rangeClosed(2, 100)
                        .mapToObj(id -> Map.of("product_id", id))
                        .toList())
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200)
                .body("items", hasSize(100));
        Cost hundred = costOf("/api/v1/cart");
        LongStream.rangeClosed(1, 100).forEach(id -> catalog.reprice(id, 200));

        assertThat(one).isEqualTo(new Cost(1, 1));
        assertThat(hundred).isEqualTo(new Cost(1, 1));
        assertThat(costOf("/api/v1/cart")).isEqualTo(new Cost(2, 1));
        assertThat(costOf("/api/v1/cart")).isEqualTo(new Cost(1, 1));
        assertThat(costOf("/api/v1/cart/total")).isEqualTo(new Cost(1, 1));
    }

    @Test
    void aListOfFiftyOrdersCostsTwoStatements() {
        catalog.put(7, 100, 1_000);
        LongStream.range(0, 50).forEach(i -> payment(USER, order(USER, 7)));
        eventually("the outbox is empty", () -> count("outbox") == 0);
        assertThat(costOf("/api/v1/orders/me?size=1")).isEqualTo(new Cost(2, 0));
        assertThat(costOf("/api/v1/orders/me?size=50")).isEqualTo(new Cost(2, 0));
    }

    @Test
    void aWholeCheckoutCostsThirtyStatements() {
        catalog.put(7, 100, 1_000);
        paidOrder(USER, 7);
        eventually("the outbox is empty", () -> count("outbox") == 0);
        long before = statements();

        UUID order = order(USER, 7);
        UUID payment = payment(USER, order);
        webhook(UUID.randomUUID().toString(), "payment.succeeded", payment)
                .then()
                .statusCode(200);
        eventually("the stock is sold", () -> count("outbox") == 0);

        assertThat(statements() - before).isLessThanOrEqualTo(30);
    }

    private Cost costOf(String path) {
        long statements = statements();
        int calls = catalog.calls();
        as(USER).get(path).then().statusCode(200);
        return new Cost(statements() - statements, catalog.calls() - calls);
    }

    private long statements() {
        return sessions.getStatistics().getPrepareStatementCount() + sql.statements();
    }
}
