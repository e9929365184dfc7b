package io.vitrina.acceptance;

import static io.vitrina.acceptance.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.ShopClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are not well made, refused in one voice, whichever part of the shop speaks. */
@ExtendWith(ShopExtension.class)
class RequestRefusalsIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /auth/register | {\"full_name\": ",
                "POST | /auth/register | [1, 2]",
                "POST | /auth/register | {\"full_name\": \"A\", \"is_admin\": true}",
                "POST | /auth/login | {\"login\": 5, \"password\": \"x\"}",
                "POST | /cart/items | {\"product_id\": \"1\"}",
                "POST | /cart/items | {\"product_id\": 1.5}",
                "POST | /cart/items | {\"product_id\": 1, \"price\": 1}",
                "POST | /orders | {\"expected_total\": \"100\"}",
                "POST | /products | {\"name\": \"A\", \"price\": 10.5, \"quantity\": 1}",
                "POST | /products | nonsense",
                "POST | /categories | {\"name\": []}"
            })
    void refusesMalformedBodies(String method, String path, String body, Shop shop) {
        assertProblem(shop.admin().client().send(method, path, body), 400);
    }

    @Test
    void namesTheUnknownField(Shop shop) {
        Answer answer = shop.admin().client().send("POST", "/cart/items", "{\"product_id\": 1, \"price\": 1}");

        assertProblem(answer, 400);
        assertThat(answer.text()).contains("price");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/products?size=0",
                "/products?size=101",
                "/products?page=0",
                "/products?page=x",
                "/products?sort=color",
                "/products?min_price=-1",
                "/products?cursor=nonsense",
                "/products?ids=1,x",
                "/orders/me?status=lost",
                "/orders?from=yesterday",
                "/users?role=king"
            })
    void refusesBadQueries(String path, Shop shop) {
        assertProblem(shop.admin().client().get(path), 400);
    }

    @Test
    void namesEveryBrokenField(Shop shop) {
        Answer answer = shop.stranger()
                .post(
                        "/auth/register",
                        Map.of(
                                "full_name", "",
                                "email", "not an address",
                                "phone", "89001234567",
                                "password", "short",
                                "password_confirm", "other"));

        assertProblem(answer, 422);
        assertThat(answer.brokenFields()).contains("full_name", "email", "phone", "password", "password_confirm");
        answer.json()
                .path("errors")
                .forEach(error -> assertThat(error.path("message").asText()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /auth/login, 405", "PUT, /orders, 405", "PATCH, /cart, 405", "POST, /products/1, 405"})
    void refusesOtherMethods(String method, String path, int status, Shop shop) {
        assertProblem(shop.admin().client().send(method, path, null), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/login", "/products", "/cart/items"})
    void refusesOtherMediaTypes(String path, Shop shop) {
        ShopClient plain = shop.admin().client().with("Content-Type", "text/plain");

        assertProblem(plain.send("POST", path, "hello"), 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/login", "/products", "/cart/items"})
    void refusesBodiesThatAreTooLarge(String path, Shop shop) {
        String body = "{\"name\": \"" + "x".repeat(1_100_000) + "\"}";

        assertProblem(shop.admin().client().send("POST", path, body), 413);
    }

    @Test
    void mindsNoSlashAtTheEnd(Shop shop) {
        JsonNode without = shop.stranger().get("/products?size=1").expect(200).json();
        JsonNode with = shop.stranger().get("/products/?size=1").expect(200).json();
        shop.admin().client().get("/auth/me/").expect(200);
        shop.admin().client().get("/cart/").expect(200);
        shop.admin().client().get("/orders/me/").expect(200);

        assertThat(with.path("size")).isEqualTo(without.path("size"));
    }

    @Test
    void findsItsRequestIdAgain(Shop shop) {
        Answer sane = shop.stranger().with("X-Request-Id", "order-desk.7").get("/cart");
        Answer insane = shop.stranger().with("X-Request-Id", "a b <script>").get("/cart");

        assertThat(sane.header("X-Request-Id")).hasValue("order-desk.7");
        assertThat(sane.json().path("request_id").asText()).isEqualTo("order-desk.7");
        assertThat(insane.json().path("request_id").asText())
                .isEqualTo(insane.header("X-Request-Id").orElseThrow())
                .doesNotContain("script");
    }
}
