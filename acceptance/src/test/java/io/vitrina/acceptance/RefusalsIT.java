package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.MockProvider;
import io.vitrina.acceptance.client.ShopClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shop says no to, and that it says so in one voice, whichever part of it speaks. */
@ExtendWith(ShopExtension.class)
class RefusalsIT {

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

    @Test
    void sellsNothingThatIsSoldOut(Shop shop) {
        Customer customer = shop.customer();
        long product = shop.product("Последний самовар", 990_000, 1).path("id").asLong();
        shop.customer().client().post("/orders", Shop.order(product, 1)).expect(201);

        assertThat(shop.stranger()
                        .get("/products/" + product)
                        .expect(200)
                        .json()
                        .path("id")
                        .asLong())
                .isEqualTo(product);
        assertProblem(customer.client().post("/cart/items", Map.of("product_id", product)), 409);
        assertProblem(customer.client().post("/orders", Shop.order(product, 1)), 409);
    }

    @Test
    void sellsAllOrNothing(Shop shop) {
        Customer customer = shop.customer();
        long plenty = shop.product("Скрепки", 100, 1_000).path("id").asLong();
        long scarce = shop.product("Редкая книга", 1_000_000, 2).path("id").asLong();
        Map<String, Object> order = Map.of(
                "items",
                List.of(Map.of("product_id", plenty, "quantity", 10), Map.of("product_id", scarce, "quantity", 3)));

        assertProblem(customer.client().post("/orders", order), 409);

        assertThat(shop.quantityOf(plenty)).isEqualTo(1_000);
        assertThat(shop.quantityOf(scarce)).isEqualTo(2);
        assertThat(customer.client()
                        .get("/orders/me")
                        .expect(200)
                        .json()
                        .path("total")
                        .asLong())
                .isZero();
    }

    @Test
    void refusesMoreThanThereIsOrThanACartHolds(Shop shop) {
        Customer customer = shop.customer();
        long few = shop.product("Глобус", 350_000, 3).path("id").asLong();
        long many = shop.product("Карандаш", 900, 1_000_000).path("id").asLong();

        assertProblem(customer.client().post("/cart/items", Map.of("product_id", few, "quantity", 4)), 409);
        assertProblem(customer.client().post("/cart/items", Map.of("product_id", many, "quantity", 10_001)), 422);
        assertProblem(customer.client().post("/cart/items", Map.of("product_id", Long.MAX_VALUE)), 422);
        assertThat(customer.client()
                        .get("/cart")
                        .expect(200)
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void refusesAnEmptyCheckout(Shop shop) {
        assertProblem(shop.customer().client().post("/orders", Map.of()), 422);
    }

    @Test
    void tellsWhatHasBecomeDearer(Shop shop) {
        Customer customer = shop.customer();
        long product = shop.product("Кофе", 100_000, 10).path("id").asLong();
        shop.admin()
                .client()
                .patch("/products/" + product, Map.of("price", 120_000))
                .expect(200);
        Map<String, Object> order = new HashMap<>(Shop.order(product, 2));
        order.put("expected_total", 200_000);

        Answer refused = customer.client().post("/orders", order);

        assertProblem(refused, 409);
        assertThat(refused.json().path("total").asLong()).isEqualTo(240_000);
        assertThat(refused.json().at("/items/0/price").asLong()).isEqualTo(120_000);
        assertThat(shop.quantityOf(product)).isEqualTo(10);
    }

    @Test
    void movesNoOrderWhereItCannotGo(Shop shop) {
        Customer customer = shop.customer();
        long product = shop.product("Шарф", 70_000, 5).path("id").asLong();
        String order = customer.client()
                .post("/orders", Shop.order(product, 1))
                .expect(201)
                .json()
                .path("id")
                .asText();

        assertProblem(shop.admin().client().post("/orders/" + order + "/ship"), 409);
        assertProblem(shop.admin().client().post("/orders/" + order + "/refund"), 409);
        customer.client().post("/orders/" + order + "/cancel").expect(200);
        assertProblem(customer.client().post("/orders/" + order + "/cancel"), 409);
        assertProblem(customer.client().post("/payments/orders/" + order), 409);
    }

    @Test
    void believesOnlySignedNotices(Shop shop) {
        Customer customer = shop.customer();
        long product = shop.product("Свитер", 210_000, 5).path("id").asLong();
        String order = customer.client()
                .post("/orders", Shop.order(product, 1))
                .expect(201)
                .json()
                .path("id")
                .asText();
        String payment = customer.client()
                .post("/payments/orders/" + order)
                .expect(201)
                .json()
                .path("id")
                .asText();
        String notice = MockProvider.event("forged-" + payment, "payment.succeeded", payment);
        String foreign = "sha256=" + "0".repeat(64);

        assertProblem(shop.provider().tell(notice, foreign), 401);
        assertProblem(shop.provider().tell(notice, "nonsense"), 401);
        assertProblem(shop.stranger().send("POST", "/payments/webhook/mock", notice), 401);
        assertProblem(new MockProvider(shop.stranger(), "another secret").tell(notice), 401);

        assertThat(customer.client()
                        .get("/orders/" + order)
                        .expect(200)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("pending");
    }

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

    @Test
    void refusesAnAccountThatIsThere(Shop shop) {
        Customer customer = shop.customer();
        Map<String, Object> again = Customer.newcomer();
        again.put("email", customer.email().toUpperCase());

        Answer answer = shop.stranger().post("/auth/register", again);

        assertProblem(answer, 409);
        assertThat(answer.brokenFields()).containsExactly("email");
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

    @Test
    void updatesNothingThatHasChangedSince(Shop shop) {
        JsonNode product = shop.product("Чайник", 199_000, 4);
        String path = "/products/" + product.path("id").asLong();
        String etag = shop.admin()
                .client()
                .get(path + "?include=all")
                .expect(200)
                .header("ETag")
                .orElseThrow();
        ShopClient first = shop.admin().client().with("If-Match", etag);

        first.patch(path, Map.of("price", 189_000)).expect(200);

        assertProblem(first.patch(path, Map.of("price", 1)), 412);
    }

    /** The body of every refusal, from the services and the gateway alike. */
    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.contentType()).as(answer.toString()).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asInt()).isEqualTo(status);
        for (String field : List.of("type", "title", "detail", "message", "request_id")) {
            assertThat(problem.path(field).asText())
                    .as("%s of %s", field, answer)
                    .isNotBlank();
        }
        assertThat(answer.text()).doesNotContain("Exception", "io.vitrina", "SQL");
    }
}
