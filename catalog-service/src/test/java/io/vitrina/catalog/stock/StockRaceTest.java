package io.vitrina.catalog.stock;

import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.command;
import static io.vitrina.catalog.Shop.fields;
import static io.vitrina.catalog.Shop.onSale;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.Shop.reserve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vitrina.catalog.OtherWriter;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.stock.Reservation.Line;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Stock that comes back, or counts for more than it seems, while somebody else asks for it. */
@QuarkusTest
class StockRaceTest {

    private static final long MOST = StockLedger.MAX_QUANTITY;

    @Inject
    DataSource source;

    @Inject
    Database database;

    @Inject
    ReservationService reservations;

    @Test
    void takesStockThatComesBackBetweenFailingAndLookingWhatThereIs() throws Exception {
        long product = product("A", 1, 5);
        UUID late = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        reserve(late, product, 5).statusCode(200);
        database.update("UPDATE reservation SET expires_at = now() - interval '1 minute'");
        reservations.expireDue(10);
        reserve(other, product, 5).statusCode(200);
        QuarkusMock.installMockForType(
                new Overtaken(database, () -> command(other, "release").statusCode(200)), ReservationRepository.class);

        command(late, "commit").statusCode(200).body("status", equalTo("committed"));

        assertThat(onSale(product)).isZero();
    }

    @Test
    void keepsWhatIsReservedWithinTheLimitOfWhatMayBeOnSale() {
        long product = product("A", 1, MOST);
        UUID order = UUID.randomUUID();
        reserve(order, product, 10).statusCode(200);
        adjust(product, 1).statusCode(409).body("available", is((int) MOST - 10));
        patch(product, "quantity", MOST).statusCode(409);
        adjust(product, -1).statusCode(200);
        adjust(product, 1).statusCode(200);
        command(order, "release").statusCode(200);
        assertThat(onSale(product)).isEqualTo(MOST);
    }

    @Test
    void failsImportedRowThatWouldPassTheLimitWithWhatIsReserved() {
        long product = product("name", "A", "price", 1, "quantity", 100, "sku", "A");
        reserve(UUID.randomUUID(), product, 10).statusCode(200);
        admin().contentType("text/csv")
                .body("sku,name,price,quantity\nA,A,1,1000000000\n")
                .post(PRODUCTS + "/import")
                .then()
                .body("failed", is(1))
                .body("errors[0].message", equalTo("quantity, with what is reserved, would pass 1000000000"));
    }

    @Test
    void patchesProductOfWhichMoreCameBackThanMayBeAskedFor() {
        long product = product("A", 1, 10);
        UUID order = UUID.randomUUID();
        reserve(order, product, 10).statusCode(200);
        command(order, "commit").statusCode(200);
        adjust(product, MOST).statusCode(200);
        command(order, "return").statusCode(200);
        assertThat(onSale(product)).isEqualTo(MOST + 10);
        patch(product, "name", "B").statusCode(200).body("name", equalTo("B"));
        patch(product, "quantity", MOST + 1).statusCode(422);
        patch(product, "price", -1).statusCode(422);
    }

    /** The patch holds the product's stock and waits for the word; the other has the word and wants the stock. */
    @Test
    void writesAgainWhatADeadlockBrokeOff() throws Exception {
        long product = product("A", 1, 5);
        try (OtherWriter other = OtherWriter.unyielding()) {
            other.writes("INSERT INTO search_term (term, key) VALUES ('kettledrum', 'kettledrum')")
                    .writesAmid(
                            () -> patch(product, "name", "kettledrum"),
                            "UPDATE stock SET quantity = 6, initial = 6 WHERE product_id = ?",
                            product)
                    .statusCode(200)
                    .body("name", equalTo("kettledrum"))
                    .body("quantity", is(6));
        }
    }

    private static ValidatableResponse adjust(long product, long delta) {
        return admin().contentType(ContentType.JSON)
                .body(fields("delta", delta))
                .post(PRODUCTS + '/' + product + "/stock")
                .then();
    }

    private static ValidatableResponse patch(long product, String field, Object value) {
        return admin().contentType(ContentType.JSON)
                .body(fields(field, value))
                .patch(PRODUCTS + '/' + product)
                .then();
    }

    /** Rows of reservations, with somebody else's command behind the first one that takes stock. */
    private static final class Overtaken extends ReservationRepository {

        private final AtomicReference<Runnable> command;

        private Overtaken(Database database, Runnable command) {
            super(database);
            this.command = new AtomicReference<>(command);
        }

        @Override
        Taken take(List<Line> lines) {
            Taken taken = super.take(lines);
            Runnable overtaking = command.getAndSet(null);
            if (overtaking != null) {
                overtaking.run();
            }
            return taken;
        }
    }
}
