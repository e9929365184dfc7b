package io.vitrina.catalog.cache;

import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.cart;
import static io.vitrina.catalog.Shop.fields;
import static io.vitrina.catalog.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vitrina.catalog.Shop;
import io.vitrina.catalog.config.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReadCacheTest {

    /** Statements that jobs may send meanwhile. */
    private static final long BY_THE_CLOCK = 4;

    @Inject
    Database database;

    @Test
    void answersHotReadsWithoutDatabase() {
        long id = product("A", 100, 5);
        anyone().get(PRODUCTS + "/" + id);
        anyone().get(PRODUCTS);
        long before = database.statements();
        Instant began = Instant.now();
        for (int i = 0; i < 10; i++) {
            anyone().get(PRODUCTS + "/" + id).then().statusCode(200);
        }
        // Two reloads a second at most, however slow this machine is just now.
        long reloads = Duration.between(began, Instant.now()).toMillis() / 500 + 1;
        assertThat(database.statements() - before).isLessThanOrEqualTo(reloads + BY_THE_CLOCK);
    }

    /** What has been kept here for a moment may be kept elsewhere for the rest of its time only. */
    @Test
    void tellsHowOldAnAnswerIs() {
        long id = product("A", 100, 5);
        for (String path : new String[] {PRODUCTS, PRODUCTS + "/" + id, "/api/v1/categories"}) {
            anyone().get(path).then().statusCode(200).header("Age", nullValue());
            Instant latest = Instant.now().plusSeconds(20);
            String age;
            do {
                age = anyone().get(path).header("Age");
            } while (age == null && Instant.now().isBefore(latest));
            assertThat(age).as(path).isEqualTo("1");
            admin().get(path).then().header("Age", nullValue());
        }
    }

    @Test
    void showsWhatThisProcessWroteAtOnce() {
        long id = product("A", 100, 5);
        for (int price = 101; price < 111; price++) {
            anyone().get(PRODUCTS + "/" + id);
            anyone().get(PRODUCTS);
            admin().contentType(ContentType.JSON).body(fields("price", price)).patch(PRODUCTS + "/" + id);
            anyone().get(PRODUCTS + "/" + id).then().body("price", is(price));
            anyone().get(PRODUCTS).then().body("items.price", contains(price));
        }
        UUID order = UUID.randomUUID();
        Shop.reserve(order, id, 5).statusCode(200);
        anyone().get(PRODUCTS + "/" + id).then().body("quantity", is(0));
        anyone().get(PRODUCTS).then().body("total", is(0));
        Shop.command(order, "release").statusCode(200);
        anyone().get(PRODUCTS + "/" + id).then().body("quantity", is(5));
        anyone().get(PRODUCTS).then().body("total", is(1));
    }

    @Test
    void showsWhatOthersWroteSoonAndCartsNeverReadThroughIt() {
        long id = product("A", 100, 5);
        anyone().get(PRODUCTS + "/" + id).then().body("price", is(100));
        database.update("UPDATE product SET price = 200, version = version + 1");
        cart().contentType(ContentType.JSON)
                .body("{\"ids\":[" + id + "]}")
                .post("/internal/products/lookup")
                .then()
                .body("items[0].price", is(200));
        admin().get(PRODUCTS + "/" + id).then().body("price", is(200));
        Instant latest = Instant.now().plusSeconds(5);
        int price;
        do {
            price = anyone().get(PRODUCTS + "/" + id).jsonPath().getInt("price");
        } while (price != 200 && Instant.now().isBefore(latest));
        assertThat(price).isEqualTo(200);
    }
}
