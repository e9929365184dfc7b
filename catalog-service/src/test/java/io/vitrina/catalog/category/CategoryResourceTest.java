package io.vitrina.catalog.category;

import static io.vitrina.catalog.Shop.CATEGORIES;
import static io.vitrina.catalog.Shop.addCategory;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.category;
import static io.vitrina.catalog.Shop.fields;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.Shop.user;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CategoryResourceTest {

    @Test
    void makesSlugFromCyrillicName() {
        addCategory("name", "Чайники и щётки", "description", "для кухни")
                .statusCode(201)
                .header("Location", equalTo(CATEGORIES + "/1"))
                .header("ETag", notNullValue())
                .body("id", is(1))
                .body("slug", equalTo("chayniki-i-shchetki"))
                .body("description", equalTo("для кухни"))
                .body("parent_id", nullValue())
                .body("is_active", is(true))
                .body("product_count", is(0))
                .body("children", hasSize(0));
    }

    @Test
    void numbersMadeSlugsThatAreTaken() {
        addCategory("name", "Kettles").body("slug", equalTo("kettles"));
        addCategory("name", "Kettles!").body("slug", equalTo("kettles-2"));
        addCategory("name", "kettles").body("slug", equalTo("kettles-3"));
        addCategory("name", "All").body("slug", equalTo("all-2"));
        addCategory("name", "2024").body("slug", equalTo("category-2024"));
        addCategory("name", "!!!").body("slug", equalTo("category"));
    }

    @Test
    void refusesGivenSlugThatIsTaken() {
        addCategory("name", "One", "slug", "tea").statusCode(201);
        addCategory("name", "Two", "slug", "tea").statusCode(409).body("errors[0].field", equalTo("slug"));
    }

    @Test
    void refusesBadFieldsAllAtOnce() {
        addCategory("name", "", "slug", "123", "description", "x".repeat(10_001))
                .statusCode(422)
                .body("errors.field", contains("description", "name", "slug"))
                .body("errors[2].message", equalTo("must not be all digits"));
        addCategory("name", "A", "slug", "Не-слаг").statusCode(422).body("errors", hasSize(1));
        addCategory("name", "A", "parent_id", 99).statusCode(422).body("errors[0].field", equalTo("parent_id"));
        addCategory("name", "A", "colour", "red").statusCode(400).body("errors[0].field", equalTo("colour"));
        addCategory("name", 5).statusCode(400).body("errors[0].field", equalTo("name"));
    }

    @Test
    void saysOfALongSlugThatItIsLong() {
        addCategory("name", "A", "slug", "a-".repeat(100_000) + "a")
                .statusCode(422)
                .body("errors.field", contains("slug"))
                .body("errors.message", contains("must be at most 200 characters"));
    }

    @Test
    void namesEveryBadFieldOfAPatch() {
        category("A", null);
        admin().contentType(ContentType.JSON)
                .body("{\"name\":\"\",\"slug\":null}")
                .patch(CATEGORIES + "/a")
                .then()
                .statusCode(422)
                .body("errors.field", contains("name", "slug"))
                .body("errors.message", contains("is required", "is required"));
    }

    /** A NUL above all, which no text of the database holds. */
    @Test
    void hasNoCategoryThatCannotBeCalledSo() {
        for (String path : new String[] {"/a%00b", "/%00", "/A", "/-", "/" + "a".repeat(201)}) {
            for (String method : new String[] {"GET", "PATCH", "DELETE"}) {
                admin().urlEncodingEnabled(false)
                        .contentType(ContentType.JSON)
                        .body("{}")
                        .request(method, CATEGORIES + path)
                        .then()
                        .statusCode(404);
            }
        }
    }

    @Test
    void showsActiveOnesAsTree() {
        long kitchen = category("Kitchen", null);
        long kettles = category("Kettles", kitchen);
        category("Garden", null);
        product("name", "Kettle", "price", 5, "quantity", 1, "category_id", kettles);
        product("name", "Sold out", "price", 5, "quantity", 0, "category_id", kettles);
        anyone().get(CATEGORIES)
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("public, max-age=5, stale-while-revalidate=5"))
                .body("items.name", contains("Garden", "Kitchen"))
                .body("items[1].product_count", is(1))
                .body("items[1].children[0].name", equalTo("Kettles"))
                .body("items[1].children[0].product_count", is(1));
        anyone().get(CATEGORIES + "/all").then().statusCode(200).body("items", hasSize(2));
        anyone().get(CATEGORIES + "/kettles").then().body("parent_id", is((int) kitchen));
        anyone().get(CATEGORIES + "/" + kettles).then().body("slug", equalTo("kettles"));
        anyone().get(CATEGORIES + "/no-such").then().statusCode(404);
        anyone().get(CATEGORIES + "/99999999999999999999").then().statusCode(404);
    }

    @Test
    void hidesDeactivatedBranchFromShoppers() {
        long kitchen = category("Kitchen", null);
        long kettles = category("Kettles", kitchen);
        long product = product("name", "Kettle", "price", 5, "quantity", 1, "category_id", kettles);
        admin().post(CATEGORIES + "/kitchen/deactivate").then().statusCode(200).body("is_active", is(false));

        anyone().get(CATEGORIES).then().body("items", hasSize(0));
        anyone().get(CATEGORIES + "/kettles").then().statusCode(404);
        anyone().get("/api/v1/products/" + product).then().statusCode(404);
        anyone().get("/api/v1/products").then().body("items", hasSize(0));
        anyone().get("/api/v1/products?category=kitchen").then().body("items", hasSize(0));
        admin().get(CATEGORIES + "?include=all").then().body("items[0].children", hasSize(1));
        admin().get(CATEGORIES).then().body("items", hasSize(0));
        admin().get(CATEGORIES + "/kettles").then().statusCode(200);
        user().get(CATEGORIES + "?include=all").then().statusCode(403);
        anyone().get(CATEGORIES + "?include=all").then().statusCode(401);

        admin().post(CATEGORIES + "/" + kitchen + "/activate")
                .then()
                .statusCode(200)
                .body("is_active", is(true));
        anyone().get("/api/v1/products?category=kitchen").then().body("items", hasSize(1));
        anyone().get("/api/v1/products/" + product).then().statusCode(200);
    }

    @Test
    void movesWithoutEverMakingRing() {
        long a = category("A", null);
        long b = category("B", a);
        long c = category("C", b);
        admin().contentType(ContentType.JSON)
                .body(fields("parent_id", c))
                .patch(CATEGORIES + "/" + a)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("parent_id"));
        admin().contentType(ContentType.JSON)
                .body(fields("parent_id", a))
                .patch(CATEGORIES + "/" + a)
                .then()
                .statusCode(422);
        admin().contentType(ContentType.JSON)
                .body(fields("parent_id", null, "name", "Ц"))
                .patch(CATEGORIES + "/" + c)
                .then()
                .statusCode(200)
                .body("parent_id", nullValue())
                .body("name", equalTo("Ц"))
                .body("slug", equalTo("c"));
        anyone().get(CATEGORIES).then().body("items.id", contains((int) a, (int) c));
    }

    @Test
    void refusesStaleChange() {
        String etag = addCategory("name", "A").extract().header("ETag");
        admin().contentType(ContentType.JSON)
                .header("If-Match", etag)
                .body(fields("name", "B"))
                .patch(CATEGORIES + "/1")
                .then()
                .statusCode(200);
        admin().contentType(ContentType.JSON)
                .header("If-Match", etag)
                .body(fields("name", "C"))
                .patch(CATEGORIES + "/1")
                .then()
                .statusCode(412);
        String current = anyone().get(CATEGORIES + "/1").header("ETag");
        anyone().header("If-None-Match", current).get(CATEGORIES + "/1").then().statusCode(304);
        admin().contentType(ContentType.JSON)
                .header("If-Match", current)
                .body(fields("name", "C"))
                .patch(CATEGORIES + "/1")
                .then()
                .statusCode(200)
                .body("name", equalTo("C"));
    }

    @Test
    void refusesToDeleteOneInUse() {
        long kitchen = category("Kitchen", null);
        long kettles = category("Kettles", kitchen);
        long product = product("name", "Kettle", "price", 5, "quantity", 1, "category_id", kettles);
        admin().delete(CATEGORIES + "/kitchen").then().statusCode(409);
        admin().delete(CATEGORIES + "/kettles").then().statusCode(409);
        admin().delete("/api/v1/products/" + product).then().statusCode(204);
        admin().delete(CATEGORIES + "/kettles").then().statusCode(204);
        admin().delete(CATEGORIES + "/kitchen").then().statusCode(204);
        admin().delete(CATEGORIES + "/kitchen").then().statusCode(404);
    }

    @Test
    void letsOnlyAdminsWrite() {
        category("A", null);
        user().contentType(ContentType.JSON)
                .body("{\"name\":\"x\"}")
                .post(CATEGORIES)
                .then()
                .statusCode(403);
        anyone().contentType(ContentType.JSON)
                .body("{\"name\":\"x\"}")
                .post(CATEGORIES)
                .then()
                .statusCode(401);
        for (String path : new String[] {"/a/activate", "/a/deactivate"}) {
            user().post(CATEGORIES + path).then().statusCode(403);
            anyone().post(CATEGORIES + path).then().statusCode(401);
        }
        user().delete(CATEGORIES + "/a").then().statusCode(403);
        anyone().delete(CATEGORIES + "/a").then().statusCode(401);
        user().contentType(ContentType.JSON)
                .body("{}")
                .patch(CATEGORIES + "/a")
                .then()
                .statusCode(403);
        anyone().contentType(ContentType.JSON)
                .body("{}")
                .patch(CATEGORIES + "/a")
                .then()
                .statusCode(401);
    }
}
