package io.vitrina.catalog.stock;

import static io.vitrina.catalog.Shop.cart;
import static io.vitrina.catalog.Shop.command;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.Shop.reserve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.stock.StockRules.Broken;
import io.vitrina.catalog.stock.StockRules.Difference;
import io.vitrina.catalog.stock.StockRules.Piece;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule broken on purpose, by a hand in the database, and told by its name. */
@QuarkusTest
class ConsistencyTest {

    @Inject
    Database database;

    @Inject
    ConsistencyService consistency;

    @Inject
    StockRules rules;

    @Test
    void tellsWhatReservationsHoldAndHaveSold() {
        long kettle = product("kettle", 1, 50);
        long cup = product("cup", 1, 50);
        UUID sold = UUID.randomUUID();
        UUID returned = UUID.randomUUID();
        UUID late = UUID.randomUUID();
        reserve(UUID.randomUUID(), kettle, 3, cup, 4).statusCode(200);
        reserve(late, kettle, 1).statusCode(200);
        reserve(sold, kettle, 2, cup, 9).statusCode(200);
        command(sold, "commit").statusCode(200);
        reserve(returned, cup, 5).statusCode(200);
        command(returned, "commit").statusCode(200);
        command(returned, "return").statusCode(200);
        command(UUID.randomUUID(), "release").statusCode(200);
        expired(late, 119);
        assertThat(reservations())
                .isEqualTo(Map.of(
                        "held_orders",
                        2,
                        "held_pieces",
                        8,
                        "committed_orders",
                        1,
                        "committed_pieces",
                        11,
                        "overdue",
                        0));
        expired(late, 122);
        look().body("consistent", is(true)).body("reservations.overdue", is(1));
    }

    /** The database's own check keeps the counters together, so what breaks the equation breaks a counter's rule, too. */
    @ParameterizedTest
    @CsvSource({
        "UPDATE stock SET initial = 14; adjusted = 6, equation 14 20 + adjusted 0 6",
        "UPDATE stock SET reserved = 10; quantity = 8, equation 20 13 + reserved 3 10",
        "UPDATE stock SET committed = 4; quantity = 13, equation 20 18 + committed 2 4",
        "UPDATE stock SET reserved = 4; committed = 1, reserved 3 4 + committed 2 1",
        "UPDATE product_change SET to_value = to_value + 3, equation 23 20 + adjusted 3 0",
        "UPDATE reservation_line SET quantity = 7 WHERE quantity = 3, equation 20 24 + reserved 7 3",
        "DELETE FROM reservation_line WHERE quantity = 2, equation 20 18 + committed 0 2",
        "UPDATE reservation SET status = 'held', reserved 5 3 + committed 0 2",
        "UPDATE product SET in_stock = false, in_stock 1 0"
    })
    void tellsEachRuleThatIsBrokenWithItsFigures(String breaking, String told) {
        long kettle = product("kettle", 1, 20);
        UUID sold = UUID.randomUUID();
        reserve(UUID.randomUUID(), kettle, 3).statusCode(200);
        reserve(sold, kettle, 2).statusCode(200);
        command(sold, "commit").statusCode(200);
        database.update(
                "INSERT INTO product_change (product_id, field, from_value, to_value, changed_at)"
                        + " VALUES (?, 'quantity', 5, 5, now())",
                kettle);
        look().body("consistent", is(true)).body("products", is(1));

        database.update(breaking.replace(';', ','));

        ConsistencyService.Report report = consistency.check();
        assertThat(report.consistent()).isFalse();
        assertThat(report.differences()).hasSize(1);
        Difference difference = report.differences().getFirst();
        assertThat(difference.productId()).isEqualTo(kettle);
        assertThat(difference.broken().stream()
                        .map(breach -> breach.rule() + ' ' + breach.counted() + ' ' + breach.stored())
                        .collect(Collectors.joining(" + ")))
                .isEqualTo(told);
        look().body("consistent", is(false))
                .body(
                        "rules.findAll { it.value == 1 }.keySet()",
                        equalTo(difference.broken().stream()
                                .map(StockRules.Breach::rule)
                                .collect(Collectors.toSet())));
    }

    @Test
    void countsEveryProductThatIsWrongAndNamesAHundred() {
        database.update("INSERT INTO product (name, price, currency, created_at, updated_at)"
                + " SELECT 'A' || n, 1, 'RUB', now(), now() FROM generate_series(1, 250) n");
        database.update("INSERT INTO stock (product_id, initial, quantity) SELECT id, 0, 0 FROM product");
        database.update("UPDATE product SET in_stock = true WHERE id > 100");
        look().body("products", is(250))
                .body("rules.in_stock", is(150))
                .body("rules.equation", is(0))
                .body("differences", hasSize(100))
                .body("differences[0].product_id", is(101))
                .body("differences[99].product_id", is(200));
    }

    @Test
    void countsEachProductOnceWhereverPiecesEnd() {
        for (int i = 0; i < 5; i++) {
            reserve(UUID.randomUUID(), product("A" + i, 1, 5), i + 1).statusCode(200);
        }
        assertThat(rules.count(Long.MIN_VALUE, 2).plus(rules.count(2, 3)).plus(rules.count(3, 5)))
                .isEqualTo(rules.count(Long.MIN_VALUE, Long.MAX_VALUE))
                .isEqualTo(new Piece(5, 15, 0, new Broken(0, 0, 0, 0, 0)));
    }

    private void expired(UUID order, int seconds) {
        database.update(
                "UPDATE reservation SET expires_at = now() - make_interval(secs => ?) WHERE order_id = ?",
                (double) seconds,
                order);
    }

    private static Map<String, Integer> reservations() {
        return look().body("differences", hasSize(0)).extract().jsonPath().getMap("reservations");
    }

    private static ValidatableResponse look() {
        return cart().get("/internal/consistency").then().statusCode(200);
    }
}
