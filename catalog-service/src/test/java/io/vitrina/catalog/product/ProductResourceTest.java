package io.vitrina.catalog.product;

import static io.vitrina.catalog.Shop.ADMIN_ID;
import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.addProduct;
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
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProductResourceTest {

    @Test
    void countsCharactersAsPeopleDo() {
        String kettle = "\uD83E\uDED6";
        addProduct("name", kettle.repeat(200), "price", 1, "quantity", 1, "sku", kettle.repeat(100))
                .statusCode(201)
                .body("name", equalTo(kettle.repeat(200)));
        addProduct("name", kettle.repeat(201), "price", 1, "quantity", 1)
                .statusCode(422)
                .body("errors.message", contains("must be at most 200 characters"));
    }

    @Test
    void createsProduct() {
        long category = category("Чайники", null);
        addProduct(
                        "name",
                        "Чайник",
                        "description",
                        "электрический",
                        "price",
                        199_900,
                        "quantity",
                        12,
                        "category_id",
                        category,
                        "image_url",
                        "https://cdn.example.com/1.png",
                        "sku",
                        "A-1")
                .statusCode(201)
                .header("Location", equalTo(PRODUCTS + "/1"))
                .body("id", is(1))
                .body("sku", equalTo("A-1"))
                .body("currency", equalTo("RUB"))
                .body("quantity", is(12))
                .body("category.slug", equalTo("chayniki"))
                .body("is_active", is(true));
        anyone().get(PRODUCTS + "/1")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("public, max-age=5, stale-while-revalidate=5"))
                .body("price", is(199_900))
                .body("image_url", equalTo("https://cdn.example.com/1.png"));
    }

    @Test
    void namesEveryBrokenRule() {
        addProduct("name", " ", "price", -1, "quantity", 1_000_000_001, "image_url", "javascript:alert(1)", "sku", " x")
                .statusCode(422)
                .body("errors.field", contains("image_url", "name", "price", "quantity", "sku"));
        addProduct("description", "x").statusCode(422).body("errors.field", contains("name", "price", "quantity"));
        addProduct("name", "x".repeat(201), "price", 1_000_000_000_001L, "quantity", 0)
                .statusCode(422);
        addProduct("name", "x", "price", 1, "quantity", 1, "category_id", 77).statusCode(422);
        for (String url :
                new String[] {"http://a.example/x.png", "//a.example/x", "/../etc", "https://u@a.example/", "x"}) {
            addProduct("name", "x", "price", 1, "quantity", 1, "image_url", url).statusCode(422);
        }
        addProduct("name", "x", "price", 1, "quantity", 1, "image_url", "/api/v1/media/x.png")
                .statusCode(201);
    }

    @Test
    void refusesFractionsAndOverflows() {
        for (String price : new String[] {"10.5", "\"10\"", "99999999999999999999", "true", "1e3"}) {
            admin().contentType(ContentType.JSON)
                    .body("{\"name\":\"x\",\"quantity\":1,\"price\":" + price + "}")
                    .post(PRODUCTS)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("price"));
        }
    }

    @Test
    void refusesSkuThatIsTaken() {
        product("name", "A", "price", 1, "quantity", 1, "sku", "A");
        long other = product("name", "B", "price", 1, "quantity", 1, "sku", "B");
        addProduct("name", "C", "price", 1, "quantity", 1, "sku", "A")
                .statusCode(409)
                .body("errors[0].field", equalTo("sku"));
        patch(other, "sku", "A").statusCode(409);
        admin().delete(PRODUCTS + "/1").then().statusCode(204);
        patch(other, "sku", "A").statusCode(200).body("sku", equalTo("A"));
    }

    @Test
    void patchesOnlyWhatIsThere() {
        long id = product("name", "A", "description", "d", "price", 1, "quantity", 1, "sku", "S");
        patch(id, "price", 5).statusCode(200).body("price", is(5)).body("description", equalTo("d"));
        patch(id, "description", null, "sku", null)
                .body("description", nullValue())
                .body("sku", nullValue());
        patch(id, "name", null).statusCode(422).body("errors[0].field", equalTo("name"));
        patch(id, "price", -5, "quantity", null).statusCode(422).body("errors.field", contains("price", "quantity"));
        patch(id, "id", 5).statusCode(400).body("errors[0].field", equalTo("id"));
        patch(id, "is_active", false).body("is_active", is(false));
        patch(99, "price", 5).statusCode(404);
    }

    @Test
    void replacesAll() {
        long id = product("name", "A", "description", "d", "price", 1, "quantity", 1, "sku", "S", "is_active", false);
        admin().contentType(ContentType.JSON)
                .body(fields("name", "B", "price", 2, "quantity", 3))
                .put(PRODUCTS + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("B"))
                .body("description", nullValue())
                .body("sku", nullValue())
                .body("quantity", is(3))
                .body("is_active", is(true));
        admin().contentType(ContentType.JSON)
                .body(fields("name", "B"))
                .put(PRODUCTS + "/" + id)
                .then()
                .statusCode(422)
                .body("errors.field", contains("price", "quantity"));
    }

    @Test
    void refusesStaleChange() {
        long id = product("A", 1, 1);
        String etag = anyone().get(PRODUCTS + "/" + id).header("ETag");
        anyone().header("If-None-Match", etag).get(PRODUCTS + "/" + id).then().statusCode(304);
        admin().header("If-Match", etag)
                .contentType(ContentType.JSON)
                .body(fields("price", 2))
                .patch(PRODUCTS + "/" + id)
                .then()
                .statusCode(200);
        admin().header("If-Match", etag)
                .contentType(ContentType.JSON)
                .body(fields("price", 3))
                .patch(PRODUCTS + "/" + id)
                .then()
                .statusCode(412);
        anyone().header("If-None-Match", etag)
                .get(PRODUCTS + "/" + id)
                .then()
                .statusCode(200)
                .body("price", is(2));
        admin().header("If-Match", "*")
                .post(PRODUCTS + "/" + id + "/deactivate")
                .then()
                .statusCode(200);
    }

    @Test
    void hidesInactiveAndShowsSoldOut() {
        long id = product("A", 1, 0);
        anyone().get(PRODUCTS + "/" + id).then().statusCode(200).body("quantity", is(0));
        admin().post(PRODUCTS + "/" + id + "/deactivate").then().statusCode(200).body("is_active", is(false));
        anyone().get(PRODUCTS + "/" + id).then().statusCode(404);
        user().get(PRODUCTS + "/" + id).then().statusCode(404);
        admin().get(PRODUCTS + "/" + id).then().statusCode(200).header("Cache-Control", equalTo("no-store"));
        admin().post(PRODUCTS + "/" + id + "/activate").then().statusCode(200);
        anyone().get(PRODUCTS + "/" + id).then().statusCode(200);
        anyone().get(PRODUCTS + "/abc").then().statusCode(404);
        anyone().get(PRODUCTS + "/99999999999999999999").then().statusCode(404);
    }

    @Test
    void adjustsStockNeverBelowZero() {
        long id = product("A", 1, 5);
        stock(id, -5).statusCode(200).body("quantity", is(0));
        anyone().get(PRODUCTS).then().body("items", hasSize(0));
        stock(id, -1).statusCode(409).body("available", is(0));
        stock(id, 3).statusCode(200).body("quantity", is(3));
        anyone().get(PRODUCTS).then().body("items", hasSize(1));
        stock(id, 1_000_000_000).statusCode(409);
        stock(id, 1_000_000_001).statusCode(422);
        stock(99, 1).statusCode(404);
    }

    @Test
    void remembersEachChangeOfPriceAndStock() {
        long id = product("A", 100, 5);
        patch(id, "price", 150, "quantity", 7);
        stock(id, -2);
        patch(id, "name", "B");
        admin().get(PRODUCTS + "/" + id + "/history")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("total", is(3))
                .body("items.field", contains("quantity", "quantity", "price"))
                .body("items.from", contains(7, 5, 100))
                .body("items.to", contains(5, 7, 150))
                .body("items.by", contains((int) ADMIN_ID, (int) ADMIN_ID, (int) ADMIN_ID))
                .body("items[0].reason", equalTo("because"));
        admin().get(PRODUCTS + "/99/history").then().statusCode(404);
        user().get(PRODUCTS + "/" + id + "/history").then().statusCode(403);
        anyone().get(PRODUCTS + "/" + id + "/history").then().statusCode(401);
    }

    @Test
    void letsOnlyAdminsWrite() {
        long id = product("A", 1, 5);
        for (String path : new String[] {"/activate", "/deactivate", "/stock"}) {
            user().contentType(ContentType.JSON)
                    .body("{}")
                    .post(PRODUCTS + "/" + id + path)
                    .then()
                    .statusCode(403);
            anyone().contentType(ContentType.JSON)
                    .body("{}")
                    .post(PRODUCTS + "/" + id + path)
                    .then()
                    .statusCode(401);
        }
        user().delete(PRODUCTS + "/" + id).then().statusCode(403);
        anyone().delete(PRODUCTS + "/" + id).then().statusCode(401);
        user().contentType(ContentType.JSON)
                .body("{}")
                .patch(PRODUCTS + "/" + id)
                .then()
                .statusCode(403);
        anyone().contentType(ContentType.JSON)
                .body("{}")
                .put(PRODUCTS + "/" + id)
                .then()
                .statusCode(401);
        user().contentType(ContentType.JSON).body("{}").post(PRODUCTS).then().statusCode(403);
    }

    private static ValidatableResponse patch(long id, Object... fields) {
        return admin().contentType(ContentType.JSON)
                .body(fields(fields))
                .patch(PRODUCTS + "/" + id)
                .then();
    }

    private static ValidatableResponse stock(long id, long delta) {
        return admin().contentType(ContentType.JSON)
                .body(fields("delta", delta, "reason", "because"))
                .post(PRODUCTS + "/" + id + "/stock")
                .then();
    }
}
