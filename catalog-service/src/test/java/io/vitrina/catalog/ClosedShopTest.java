package io.vitrina.catalog;

import static io.vitrina.catalog.Shop.CATEGORIES;
import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.cart;
import static io.vitrina.catalog.Shop.category;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.Shop.user;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ClosedShopTest.Closed.class)
class ClosedShopTest {

    public static class Closed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("vitrina.catalog.browse", "authenticated", "vitrina.catalog.cache.max-age", "0S");
        }
    }

    @Test
    void showsStrangersNothing() {
        long category = category("A", null);
        long product = product("name", "A", "price", 1, "quantity", 1, "category_id", category);
        String[] reads = {
            PRODUCTS, PRODUCTS + "/" + product, CATEGORIES, CATEGORIES + "/all", CATEGORIES + "/a", PRODUCTS + "?q=a"
        };
        for (String read : reads) {
            anyone().get(read)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", equalTo("Bearer"))
                    .body("code", is(401))
                    .body("message", equalTo("Unauthorized"));
            user().get(read).then().statusCode(200).header("Cache-Control", equalTo("no-store"));
            admin().get(read).then().statusCode(200);
            cart().get(read).then().statusCode(401);
        }
        anyone().get("/api/v1/media/" + "a".repeat(64) + ".png").then().statusCode(401);
        user().get("/api/v1/media/" + "a".repeat(64) + ".png").then().statusCode(404);
    }
}
