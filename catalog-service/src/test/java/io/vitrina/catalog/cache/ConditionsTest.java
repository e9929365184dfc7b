package io.vitrina.catalog.cache;

import static io.vitrina.catalog.Shop.CATEGORIES;
import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.category;
import static io.vitrina.catalog.Shop.fields;
import static io.vitrina.catalog.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions of reads and writes (RFC 9110, 13.1). */
@QuarkusTest
class ConditionsTest {

    private static final String STALE = "\"1.999~x\"";

    private String one;

    @BeforeEach
    void addProduct() {
        one = PRODUCTS + '/' + product("A", 1, 5);
    }

    @Test
    void refusesStalePutAndDelete() {
        String before = etag(one);
        patch("B", before).statusCode(200);
        put("C", before).statusCode(412);
        delete(before).statusCode(412);
        anyone().get(one).then().body("name", equalTo("B"));
        put("C", etag(one)).statusCode(200);
        delete(etag(one)).statusCode(204);
        anyone().get(one).then().statusCode(404);
    }

    @Test
    void refusesStaleDeleteOfCategory() {
        String path = CATEGORIES + '/' + category("A", null);
        String before = etag(path);
        admin().post(path + "/deactivate").then().statusCode(200);
        admin().header("If-Match", before).delete(path).then().statusCode(412);
        String now = admin().get(path).header("ETag");
        admin().header("If-Match", now).delete(path).then().statusCode(204);
    }

    @Test
    void takesAnyTagOfAList() {
        patch("B", STALE + ", " + etag(one) + " , \"other\"").statusCode(200);
        patch("C", STALE + ", \"other\"").statusCode(412);
    }

    @Test
    void takesAnyLineOfSeveral() {
        patch("B", STALE, etag(one)).statusCode(200);
        patch("C", STALE, "\"other\"").statusCode(412);
        anyone().headers(lines("If-None-Match", STALE, etag(one)))
                .get(one)
                .then()
                .statusCode(304);
    }

    @Test
    void comparesStronglyBeforeWriting() {
        patch("B", "W/" + etag(one)).statusCode(412);
        patch("B", "*").statusCode(200);
        anyone().header("If-None-Match", "W/" + etag(one)).get(one).then().statusCode(304);
        anyone().header("If-None-Match", "*").get(one).then().statusCode(304);
    }

    @Test
    void looksForTheObjectBeforeItsState() {
        admin().header("If-Match", "*").delete(PRODUCTS + "/999").then().statusCode(404);
        admin().header("If-Match", "*").delete(CATEGORIES + "/999").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {PRODUCTS, PRODUCTS + "?sort=-price&size=5", CATEGORIES, CATEGORIES + "/all"})
    void tellsWhetherAListIsStillTheSame(String list) {
        String before = etag(list);
        anyone().header("If-None-Match", before)
                .get(list)
                .then()
                .statusCode(304)
                .header("ETag", equalTo(before))
                .header("Cache-Control", equalTo("public, max-age=5, stale-while-revalidate=5"));
        long category = category("New", null);
        product("name", "B", "price", 2, "quantity", 1, "category_id", category);
        anyone().header("If-None-Match", before).get(list).then().statusCode(200);
        assertThat(etag(list)).isNotEqualTo(before);
    }

    private ValidatableResponse patch(String name, String... ifMatch) {
        return admin().headers(lines("If-Match", ifMatch))
                .contentType(ContentType.JSON)
                .body(fields("name", name))
                .patch(one)
                .then();
    }

    private ValidatableResponse put(String name, String ifMatch) {
        return admin().header("If-Match", ifMatch)
                .contentType(ContentType.JSON)
                .body(fields("name", name, "price", 1, "quantity", 5))
                .put(one)
                .then();
    }

    private ValidatableResponse delete(String ifMatch) {
        return admin().header("If-Match", ifMatch).delete(one).then();
    }

    private static Headers lines(String name, String... values) {
        return new Headers(
                Arrays.stream(values).map(value -> new Header(name, value)).toList());
    }

    private static String etag(String path) {
        return anyone().get(path).then().statusCode(200).extract().header("ETag");
    }
}
