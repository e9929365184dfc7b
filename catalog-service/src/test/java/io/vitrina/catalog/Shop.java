package io.vitrina.catalog;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vitrina.kit.testing.TestTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The calls that tests make over and over. */
public final class Shop {

    public static final String CATEGORIES = "/api/v1/categories";
    public static final String PRODUCTS = "/api/v1/products";
    public static final long ADMIN_ID = 7;

    private Shop() {}

    public static RequestSpecification anyone() {
        return given().urlEncodingEnabled(true);
    }

    public static RequestSpecification user() {
        return given().auth().oauth2(TestTokens.user(42));
    }

    public static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.admin(ADMIN_ID));
    }

    public static RequestSpecification cart() {
        return given().auth().oauth2(TestTokens.service("cart-service", "catalog:lookup catalog:reserve"));
    }

    /** Fields by name and value, in turn; values may be null. */
    public static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    public static ValidatableResponse addCategory(Object... fields) {
        return admin().contentType(ContentType.JSON)
                .body(fields(fields))
                .post(CATEGORIES)
                .then();
    }

    public static long category(String name, Long parentId) {
        return addCategory("name", name, "parent_id", parentId)
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    public static ValidatableResponse addProduct(Object... fields) {
        return admin().contentType(ContentType.JSON)
                .body(fields(fields))
                .post(PRODUCTS)
                .then();
    }

    public static long product(String name, long price, long quantity) {
        return product("name", name, "price", price, "quantity", quantity);
    }

    public static long product(Object... fields) {
        return addProduct(fields).statusCode(201).extract().jsonPath().getLong("id");
    }

    public static ValidatableResponse reserve(UUID orderId, long... productsAndQuantities) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < productsAndQuantities.length; i += 2) {
            items.add(Map.of("product_id", productsAndQuantities[i], "quantity", productsAndQuantities[i + 1]));
        }
        return cart().contentType(ContentType.JSON)
                .body(Map.of("items", items, "ttl_seconds", 600))
                .put("/internal/reservations/" + orderId)
                .then();
    }

    public static ValidatableResponse command(UUID orderId, String command) {
        return cart().post("/internal/reservations/" + orderId + '/' + command).then();
    }

    public static long onSale(long productId) {
        return admin().get(PRODUCTS + '/' + productId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("quantity");
    }
}
