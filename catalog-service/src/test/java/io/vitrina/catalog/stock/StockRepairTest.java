package io.vitrina.catalog.stock;

import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.cart;
import static io.vitrina.catalog.Shop.command;
import static io.vitrina.catalog.Shop.onSale;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.Shop.reserve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vitrina.catalog.config.Database;
import io.vitrina.kit.testing.TestTokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StockRepairTest {

    private static final String REPAIR = "/internal/consistency/repair";

    @Inject
    Database database;

    @Test
    void repairsDifferenceOfSevenInOneCallAndRemembersIt() {
        long product = product("A", 1, 20);
        UUID held = UUID.randomUUID();
        UUID sold = UUID.randomUUID();
        reserve(held, product, 3).statusCode(200);
        reserve(sold, product, 2).statusCode(200);
        command(sold, "commit").statusCode(200);
        database.update(
                "UPDATE stock SET reserved = reserved + 7, quantity = quantity - 7 WHERE product_id = ?", product);
        assertThat(onSale(product)).isEqualTo(8);

        repair().statusCode(200)
                .body("consistent", is(true))
                .body("repaired.counter", contains("on_sale", "reserved"))
                .body("repaired.from", contains(8, 10))
                .body("repaired.to", contains(15, 3))
                .body("differences", hasSize(0));

        assertThat(onSale(product)).isEqualTo(15);
        assertThat(kept()).containsExactly("on_sale 8 15 operator", "reserved 10 3 operator");
        repair().body("consistent", is(true)).body("repaired", hasSize(0));
        assertThat(kept()).hasSize(2);
        command(held, "release").statusCode(200);
        assertThat(onSale(product)).isEqualTo(18);
        cart().get("/internal/consistency").then().body("consistent", is(true));
    }

    @Test
    void repairsEveryCounterOfManyProducts() {
        for (int i = 0; i < 250; i++) {
            product("A" + i, 1, 5);
        }
        database.update("UPDATE stock SET committed = 2, quantity = 3 WHERE product_id % 2 = 0");
        database.update("UPDATE stock SET adjusted = -5, quantity = 0 WHERE product_id % 2 = 1");
        database.update("UPDATE product SET in_stock = false");
        anyone().get("/api/v1/products").then().body("total", is(0));

        repair().statusCode(200).body("consistent", is(true)).body("repaired", hasSize(500));

        anyone().get("/api/v1/products").then().body("total", is(250));
        admin().get("/api/v1/products/1").then().body("quantity", is(5));
        admin().get("/api/v1/products/2").then().body("quantity", is(5));
    }

    @Test
    void leavesAloneWhatCannotBeRight() {
        long product = product("A", 1, 5);
        reserve(UUID.randomUUID(), product, 4).statusCode(200);
        database.update("UPDATE reservation_line SET quantity = 9");

        repair().statusCode(200)
                .body("consistent", is(false))
                .body("repaired", hasSize(0))
                .body("differences.product_id", contains((int) product));
        assertThat(onSale(product)).isEqualTo(1);
    }

    @Test
    void opensToTheOperatorOnly() {
        anyone().post(REPAIR).then().statusCode(401);
        admin().post(REPAIR).then().statusCode(403);
        cart().post(REPAIR).then().statusCode(403);
    }

    private static ValidatableResponse repair() {
        return anyone().auth()
                .oauth2(TestTokens.service("operator", "consistency:read stock:repair"))
                .post(REPAIR)
                .then();
    }

    private List<String> kept() {
        return database.list(
                "SELECT counter || ' ' || from_value || ' ' || to_value || ' ' || repaired_by AS kept FROM stock_repair"
                        + " ORDER BY id",
                row -> row.getString("kept"));
    }
}
