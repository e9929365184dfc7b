package io.vitrina.acceptance;

import static io.vitrina.acceptance.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Doors that stay shut to whoever has no key for them. */
@ExtendWith(ShopExtension.class)
class AccessRefusalsIT {

    @ParameterizedTest
    @CsvSource({
        "GET, /auth/me",
        "GET, /users",
        "POST, /products",
        "GET, /cart",
        "POST, /orders",
        "GET, /orders/me",
        "GET, /payments/0197f3b0-0000-7000-8000-000000000000"
    })
    void asksForAToken(String method, String path, Shop shop) {
        Answer none = shop.stranger().send(method, path, method.equals("POST") ? "{}" : null);
        Answer nonsense = shop.stranger().as("nonsense").send(method, path, method.equals("POST") ? "{}" : null);

        for (Answer answer : List.of(none, nonsense)) {
            assertProblem(answer, 401);
            assertThat(answer.json().path("message").asText()).isEqualTo("Unauthorized");
            assertThat(answer.header("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/me", "/cart", "/orders/me", "/products?include=all"})
    void refusesExpiredTokens(String path, Shop shop) {
        Customer customer = shop.customer();
        String expired = shop.signingKey().expired(customer.accessToken());
        String resigned = shop.signingKey().resign(customer.accessToken(), claims -> {});

        assertProblem(shop.stranger().as(expired).get(path), 401);
        assertThat(shop.stranger().as(resigned).get(path).status())
                .as("the key is the right one, so it was the time that was refused")
                .isNotEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/me", "/cart", "/orders/me"})
    void refusesRefreshTokensAtResources(String path, Shop shop) {
        Customer customer = shop.customer();

        assertProblem(shop.stranger().as(customer.refreshToken()).get(path), 401);
    }

    @Test
    void refusesAccessTokensAtRefresh(Shop shop) {
        Customer customer = shop.customer();

        assertProblem(shop.stranger().post("/auth/refresh", Map.of("refresh_token", customer.accessToken())), 401);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /users",
        "POST, /categories",
        "POST, /products",
        "POST, /products/1/stock",
        "GET, /orders",
        "GET, /products/export"
    })
    void keepsAdministrationFromCustomers(String method, String path, Shop shop) {
        assertProblem(shop.customer().client().send(method, path, method.equals("POST") ? "{}" : null), 403);
    }

    @Test
    void hidesOtherPeoplesOrdersAndPayments(Shop shop) {
        Customer owner = shop.customer();
        Customer other = shop.customer();
        long product = shop.product("Зонт", 89_000, 5).path("id").asLong();
        String order = owner.client()
                .post("/orders", Shop.order(product, 1))
                .expect(201)
                .json()
                .path("id")
                .asText();
        String payment = owner.client()
                .post("/payments/orders/" + order)
                .expect(201)
                .json()
                .path("id")
                .asText();

        assertProblem(other.client().get("/orders/" + order), 404);
        assertProblem(other.client().post("/orders/" + order + "/cancel"), 404);
        assertProblem(other.client().post("/payments/orders/" + order), 404);
        assertProblem(other.client().get("/payments/" + payment), 404);
        assertProblem(other.client().get("/users/" + owner.id()), 404);
        assertThat(shop.admin().client().get("/orders/" + order).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/nothing",
                "/api/v2/products",
                "/internal/products/lookup",
                "/internal/token",
                "/api/v1/internal/token",
                "/api/v1/%2e%2e/%2e%2e/internal/token",
                "/api/v1/products/%2e%2e/%2e%2e/%2e%2e/internal/token",
                "/api/v1//internal/token",
                "/q/health",
                "/q/metrics",
                "/api/v1/products/not-a-number"
            })
    void hasNoOtherDoors(String path, Shop shop) {
        Answer answer = shop.admin().client().sendTo("GET", path, null);

        assertThat(answer.status()).as(path).isIn(400, 404);
        assertProblem(answer, answer.status());
    }

    @Test
    void issuesNoServiceTokensToTheWorld(Shop shop) {
        for (String path : List.of("/internal/token", "/api/v1/internal/token", "/api/v1/auth/../internal/token")) {
            Answer answer = shop.stranger()
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .sendTo("POST", path, "grant_type=client_credentials&client_id=cart-service&client_secret=x");
            assertThat(answer.status()).as(path).isIn(400, 404);
        }
    }
}
