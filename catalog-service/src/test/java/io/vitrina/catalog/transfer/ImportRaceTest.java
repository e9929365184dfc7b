package io.vitrina.catalog.transfer;

import static io.vitrina.catalog.Shop.cart;
import static io.vitrina.catalog.Shop.onSale;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.transfer.Transfers.csv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vitrina.catalog.OtherWriter;
import io.vitrina.catalog.product.ProductRequest;
import io.vitrina.kit.json.Change;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Imports while somebody else writes the same products. */
@QuarkusTest
class ImportRaceTest {

    private static final String LOCK = "SELECT FROM stock WHERE product_id = ? FOR UPDATE";
    private static final String GIVE_SKU = "UPDATE product SET sku = 'B' WHERE id = ?";

    @Inject
    ImportRepository repository;

    @Inject
    DataSource source;

    /** What came to its sku behind the locks may be moved by anybody, between the look at it and the change. */
    @Test
    void readsOnlyWhatItHasLocked() throws Exception {
        long a = product("name", "a", "price", 1, "quantity", 1, "sku", "A");
        long b = product("b", 1, 1);
        try (OtherWriter other = new OtherWriter(source)) {
            Set<String> locked = other.writes(LOCK, a)
                    .writes(GIVE_SKU, b)
                    .commitsAmid(() -> QuarkusTransaction.requiringNew()
                            .call(() ->
                                    repository.lock(List.of(row("A"), row("B"))).keySet()));
            assertThat(locked).containsExactly("A");
        }
    }

    @Test
    void findsWhatCameBehindItsLocksByTryingAgain() throws Exception {
        long a = product("name", "a", "price", 1, "quantity", 1, "sku", "A");
        long b = product("b", 1, 1);
        try (OtherWriter other = new OtherWriter(source)) {
            ValidatableResponse answer = other.writes(LOCK, a)
                    .writes(GIVE_SKU, b)
                    .commitsAmid(() -> csv("sku,name,price,quantity\nA,a,2,5\nB,b,2,7\n"));
            answer.statusCode(200).body("updated", is(2)).body("created", is(0));
        }
        assertThat(onSale(a)).isEqualTo(5);
        assertThat(onSale(b)).isEqualTo(7);
        cart().get("/internal/consistency").then().body("consistent", is(true));
    }

    @Test
    void saysWhatWasDoneWhenTheDatabaseCutsItOff() throws Exception {
        long last = product("name", "x", "price", 1, "quantity", 1, "sku", "LAST");
        try (OtherWriter other = new OtherWriter(source)) {
            other.writes(LOCK, last);
            String rows = IntStream.rangeClosed(0, 1_000)
                    .mapToObj(n -> n == 5 ? "S-5,,1" : "S-" + n + ",x,2")
                    .collect(Collectors.joining("\n", "sku,name,price\n", "\nLAST,x,2\n"));
            csv(rows)
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("imported.created", is(1_000))
                    .body("imported.updated", is(0))
                    .body("imported.errors", hasSize(1));
        }
    }

    private static ImportRow row(String sku) {
        ProductRequest request = new ProductRequest(sku, null, 1L, 1L, null, null, sku, true);
        return new ImportRow(1, request, Change.absent(), false, true, false, false);
    }
}
