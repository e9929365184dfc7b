package io.vitrina.cart.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.cart.testing.UnpaidOrder;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An audit that can't fail proves nothing: each rule is broken once, and told. */
@QuarkusTest
class ConsistencyTest extends ShopTest {

    private UnpaidOrder order;

    @Inject
    ConsistencyService service;

    @Inject
    DataSource database;

    @BeforeEach
    void payAnOrder() {
        catalog.put(7, 100, 10);
        order = unpaidOrders(1, USER, 7, 100).getFirst();
        webhook("e1", "payment.succeeded", order.payment()).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a paid or shipped order has a payment that succeeded and is not refunded | money | \
                UPDATE payment SET status = 'failed'
            money for an order that is not sold is on its way back | money | \
                UPDATE orders SET status = 'cancelled'
            a refunded order has its money given back | money | UPDATE orders SET status = 'refunded'
            an order's total is the sum of its lines | money | UPDATE orders SET total = 101
            an order's status is its history's last | events | UPDATE orders SET status = 'shipped'
            a payment's refunds add up | money | UPDATE payment SET refund_promised = 1
            what was captured for goods is what the order costs | money | UPDATE payment SET captured = 101
            no order that expired an hour ago is pending | reservations | \
                UPDATE orders SET status = 'pending', expires_at = now() - interval '2 hours'
            at most one payment of an order is kept | money | \
                INSERT INTO payment (id, order_id, user_id, provider, status, amount, currency, captured, created_at, \
                updated_at) SELECT gen_random_uuid(), order_id, user_id, provider, status, amount, currency, captured, \
                now(), now() FROM payment
            no move of an order is made twice | events | \
                INSERT INTO order_event SELECT order_id, 9, status, at, by_whom FROM order_event WHERE status = 'paid'
            """)
    void tellsARuleThatIsBroken(String rule, String invariant, String damage) {
        assertThat(audit().getBoolean("consistent")).isTrue();
        sql(damage);
        JsonPath report = audit();
        assertThat(report.getBoolean("consistent")).isFalse();
        String check = "checks.find { it.name == \"" + rule + "\" }";
        assertThat(report.getInt(check + ".violations")).isEqualTo(1);
        assertThat(report.getString(check + ".invariant")).isEqualTo(invariant);
        assertThat(report.<String>getList(check + ".examples"))
                .containsAnyOf(order.order().toString(), order.payment().toString());
    }

    @Test
    void tellsHowMuchTheCatalogueShouldHoldAndHaveSold() {
        catalog.put(8, 100, 10);
        as(OTHER)
                .body("{\"items\":[{\"product_id\":7,\"quantity\":2},{\"product_id\":8}]}")
                .post("/api/v1/orders")
                .then()
                .statusCode(201);
        eventually("nothing is under way", () -> audit().getInt("under_way.stock_commands") == 0);
        service()
                .get("/internal/consistency")
                .then()
                .body("stock.held_orders", equalTo(1))
                .body("stock.held_pieces", equalTo(3))
                .body("stock.sold_orders", equalTo(1))
                .body("stock.sold_pieces", equalTo(1))
                .body("under_way.checkouts", equalTo(0));
    }

    @Test
    void addsUpMoreMoneyThanALongHolds() {
        sql("UPDATE orders SET total = 1000000000000000000");
        sql("UPDATE payment SET amount = 1000000000000000000, captured = 1000000000000000000");
        for (int i = 0; i < 4; i++) {
            sql("INSERT INTO payment (id, order_id, user_id, provider, status, amount, currency, captured, created_at,"
                    + " updated_at) SELECT gen_random_uuid(), order_id, user_id, provider, status, amount, currency,"
                    + " captured, now(), now() FROM payment");
        }
        assertThat(audit().<BigInteger>get("money[0].captured")).isEqualTo("16000000000000000000");
        assertThat(audit().<BigInteger>get("money[0].kept")).isEqualTo("16000000000000000000");
    }

    @Test
    void looksLongerThanAnyCallMayAndOnlyThen() {
        QuarkusTransaction.requiringNew().run(() -> {
            List<Integer> timeouts = List.of(service.patiently(this::networkTimeout), networkTimeout());
            assertThat(timeouts).containsExactly(600_000, 6_000);
        });
        // Also of connections that went back to the pool.
        for (int i = 0; i < 20; i++) {
            audit();
            assertThat(networkTimeout()).isEqualTo(6_000);
        }
    }

    private int networkTimeout() {
        try (Connection connection = database.getConnection()) {
            return connection.getNetworkTimeout();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonPath audit() {
        return service()
                .get("/internal/consistency")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
