package io.vitrina.acceptance;

import static io.vitrina.acceptance.Problems.assertProblem;
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

/** What cannot be sold, ordered, moved or changed as things stand. */
@ExtendWith(ShopExtension.class)
class TradeRefusalsIT {

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

    @Test
    void refusesAnAccountThatIsThere(Shop shop) {
        Customer customer = shop.customer();
        Map<String, Object> again = Customer.newcomer();
        again.put("email", customer.email().toUpperCase());

        Answer answer = shop.stranger().post("/auth/register", again);

        assertProblem(answer, 409);
        assertThat(answer.brokenFields()).containsExactly("email");
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
}
