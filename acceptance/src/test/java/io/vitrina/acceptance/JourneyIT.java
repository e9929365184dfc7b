package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.MockProvider;
import io.vitrina.acceptance.client.ShopClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a stranger to a delivered order, as {@code ./vitrina demo} walks it, with the figures checked on the way. */
@ExtendWith(ShopExtension.class)
class JourneyIT {

    @Test
    void strangerBecomesCustomerAndIsDelivered(Shop shop) {
        JsonNode lamp = shop.product("Лампа настольная Аврора", 259_900, 7);
        JsonNode bulb = shop.product("Лампа запасная Аврора", 19_950, 50);

        Customer customer = registerAndVerify(shop);
        ShopClient client = customer.client();

        JsonNode found = client.get("/products?q=" + encode("лампы аврора") + "&sort=price")
                .expect(200)
                .json();
        assertThat(found.path("total").asLong()).isEqualTo(2);
        assertThat(found.at("/items/0/id").asLong()).isEqualTo(bulb.path("id").asLong());
        assertThat(found.at("/items/1/id").asLong()).isEqualTo(lamp.path("id").asLong());

        JsonNode order = checkOut(client, lamp, bulb);
        String orderId = order.path("id").asText();
        JsonNode payment = pay(shop, client, orderId, 299_800);

        JsonNode paid = client.get("/orders/" + orderId).expect(200).json();
        assertThat(paid.path("status").asText()).isEqualTo("paid");
        assertThat(paid.at("/payment/id").asText()).isEqualTo(payment.path("id").asText());
        assertThat(paid.at("/payment/status").asText()).isEqualTo("succeeded");
        assertThat(shop.quantityOf(lamp.path("id").asLong())).isEqualTo(6);
        assertThat(shop.quantityOf(bulb.path("id").asLong())).isEqualTo(48);

        shop.admin().client().post("/orders/" + orderId + "/ship").expect(200);
        JsonNode delivered = shop.admin()
                .client()
                .post("/orders/" + orderId + "/deliver")
                .expect(200)
                .json();
        assertThat(delivered.path("status").asText()).isEqualTo("delivered");
        assertThat(delivered.path("history").findValuesAsText("status"))
                .containsExactly("pending", "paid", "shipped", "delivered");
        JsonNode mine = client.get("/orders/me").expect(200).json();
        assertThat(mine.path("total").asLong()).isEqualTo(1);
        assertThat(mine.at("/items/0/number").asText())
                .isEqualTo(order.path("number").asText());
    }

    private static Customer registerAndVerify(Shop shop) {
        Map<String, Object> newcomer = Customer.newcomer();
        String email = (String) newcomer.get("email");
        JsonNode user =
                shop.stranger().post("/auth/register", newcomer).expect(201).json();
        assertThat(user.path("status").asText()).isEqualTo("unverified");
        assertThat(user.path("roles").toString()).isEqualTo("[\"user\"]");

        JsonNode verified = shop.stranger()
                .post("/auth/verify", Map.of("email", email, "code", shop.mailedCode(email)))
                .expect(200)
                .json();
        assertThat(verified.path("status").asText()).isEqualTo("verified");

        Customer byPhone = Customer.login(shop.stranger(), (String) newcomer.get("phone"), Customer.PASSWORD);
        Customer byEmail = Customer.login(shop.stranger(), email, Customer.PASSWORD);
        assertThat(byPhone.id())
                .isEqualTo(byEmail.id())
                .isEqualTo(user.path("id").asLong());
        assertThat(byEmail.client()
                        .get("/auth/me")
                        .expect(200)
                        .json()
                        .path("email")
                        .asText())
                .isEqualTo(email);
        return byEmail;
    }

    private static JsonNode checkOut(ShopClient client, JsonNode lamp, JsonNode bulb) {
        client.post("/cart/items", Map.of("product_id", lamp.path("id").asLong()))
                .expect(200);
        JsonNode cart = client.post(
                        "/cart/items", Map.of("product_id", bulb.path("id").asLong(), "quantity", 2))
                .expect(200)
                .json();
        assertThat(cart.path("total").asLong()).isEqualTo(259_900 + 2 * 19_950);
        assertThat(cart.path("quantity").asLong()).isEqualTo(3);
        assertThat(cart.path("currency").asText()).isEqualTo("RUB");
        assertThat(cart.path("stale").asBoolean()).isFalse();
        assertThat(client.get("/cart/total").expect(200).json().path("total").asLong())
                .isEqualTo(299_800);

        Answer created =
                client.post("/orders", Map.of("expected_total", 299_800)).expect(201);
        JsonNode order = created.json();
        String id = order.path("id").asText();
        assertThat(created.header("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/api/v1/orders/" + id));
        assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(order.path("status").asText()).isEqualTo("pending");
        assertThat(order.path("total").asLong()).isEqualTo(299_800);
        assertThat(order.path("items").findValuesAsText("line_total")).containsExactlyInAnyOrder("259900", "39900");
        assertThat(client.get("/cart").expect(200).json().path("items").size()).isZero();
        return order;
    }

    private static JsonNode pay(Shop shop, ShopClient client, String orderId, long total) {
        JsonNode payment =
                client.post("/payments/orders/" + orderId).expect(201).json();
        assertThat(payment.path("provider").asText()).isEqualTo("mock");
        assertThat(payment.path("amount").asLong()).isEqualTo(total);
        assertThat(payment.path("confirmation_url").asText()).startsWith("http");
        assertThat(client.post("/payments/orders/" + orderId)
                        .expect(200)
                        .json()
                        .path("id")
                        .asText())
                .as("an open payment comes back")
                .isEqualTo(payment.path("id").asText());
        shop.provider().succeeded(payment.path("id").asText()).expect(200);
        return payment;
    }

    @Test
    void repeatedNoticeChangesNothing(Shop shop) {
        Customer customer = shop.customer();
        long product = shop.product("Плед", 99_000, 3).path("id").asLong();
        String order = order(customer, product, 1);
        String payment = payment(customer, order);
        String notice = MockProvider.event("twice-" + payment, "payment.succeeded", payment);

        shop.provider().tell(notice).expect(200);
        shop.provider().tell(notice).expect(200);

        JsonNode paid = customer.client().get("/orders/" + order).expect(200).json();
        assertThat(paid.path("history").findValuesAsText("status")).containsExactly("pending", "paid");
        assertThat(shop.quantityOf(product)).isEqualTo(2);
    }

    @Test
    void failedPaymentMayBeTriedAgain(Shop shop) {
        Customer customer = shop.customer();
        long product = shop.product("Термос", 150_000, 3).path("id").asLong();
        String order = order(customer, product, 1);
        String first = payment(customer, order);

        shop.provider().failed(first).expect(200);
        String second = payment(customer, order);
        shop.provider().succeeded(second).expect(200);

        assertThat(second).isNotEqualTo(first);
        assertThat(customer.client()
                        .get("/payments/" + first)
                        .expect(200)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("failed");
        assertThat(statusOf(customer, order)).isEqualTo("paid");
    }

    @Test
    void cancelledOrderGivesItsStockBack(Shop shop) {
        Customer customer = shop.customer();
        long product = shop.product("Кружка", 45_000, 5).path("id").asLong();
        String order = order(customer, product, 4);
        assertThat(shop.quantityOf(product)).isEqualTo(1);

        JsonNode cancelled = customer.client()
                .post("/orders/" + order + "/cancel")
                .expect(200)
                .json();

        assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
        Waiting.until("the stock is back", () -> shop.quantityOf(product) == 5);
    }

    @Test
    void moneyThatComesTooLateGoesBack(Shop shop) {
        Customer customer = shop.customer();
        long product = shop.product("Ваза", 310_000, 2).path("id").asLong();
        String order = order(customer, product, 2);
        String payment = payment(customer, order);
        customer.client().post("/orders/" + order + "/cancel").expect(200);

        shop.provider().succeeded(payment).expect(200);

        Waiting.until(
                "the payment is refunded",
                () -> customer.client()
                        .get("/payments/" + payment)
                        .expect(200)
                        .json()
                        .path("status")
                        .asText()
                        .equals("refunded"));
        assertThat(statusOf(customer, order)).isEqualTo("cancelled");
        Waiting.until("the stock is back", () -> shop.quantityOf(product) == 2);
    }

    @Test
    void refundOfAPaidOrderGivesItsStockBack(Shop shop) {
        Customer customer = shop.customer();
        long product = shop.product("Часы настенные", 500_000, 2).path("id").asLong();
        String order = order(customer, product, 1);
        String payment = payment(customer, order);
        shop.provider().succeeded(payment).expect(200);

        shop.admin().client().post("/orders/" + order + "/refund").expect(200);

        Waiting.until("the order is refunded", () -> statusOf(customer, order).equals("refunded"));
        Waiting.until("the stock is back", () -> shop.quantityOf(product) == 2);
    }

    @Test
    void sameKeyGetsTheSameAnswer(Shop shop) {
        Customer customer = shop.customer();
        long product = shop.product("Рюкзак", 420_000, 9).path("id").asLong();
        ShopClient keyed = customer.client().with("Idempotency-Key", "key-" + product);

        Answer first = keyed.post("/orders", Shop.order(product, 2)).expect(201);
        Answer second = keyed.post("/orders", Shop.order(product, 2)).expect(201);
        Answer other = keyed.post("/orders", Shop.order(product, 3));

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotent-Replayed")).hasValue("true");
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(other.status()).isEqualTo(422);
        assertThat(shop.quantityOf(product)).isEqualTo(7);
    }

    @Test
    void refreshedSessionGoesOn(Shop shop) {
        Customer customer = shop.customer();

        JsonNode next = shop.stranger()
                .post("/auth/refresh", Map.of("refresh_token", customer.refreshToken()))
                .expect(200)
                .json();

        assertThat(next.path("refresh_token").asText()).isNotEqualTo(customer.refreshToken());
        ShopClient renewed = shop.stranger().as(next.path("access_token").asText());
        assertThat(renewed.get("/auth/me").expect(200).json().path("id").asLong())
                .isEqualTo(customer.id());
        shop.stranger()
                .post(
                        "/auth/logout",
                        Map.of("refresh_token", next.path("refresh_token").asText()))
                .expect(204);
        assertThat(shop.stranger()
                        .post(
                                "/auth/refresh",
                                Map.of(
                                        "refresh_token",
                                        next.path("refresh_token").asText()))
                        .status())
                .isEqualTo(401);
    }

    private static String order(Customer customer, long product, long quantity) {
        return customer.client()
                .post("/orders", Shop.order(product, quantity))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private static String payment(Customer customer, String order) {
        return customer.client()
                .post("/payments/orders/" + order)
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private static String statusOf(Customer customer, String order) {
        return customer.client()
                .get("/orders/" + order)
                .expect(200)
                .json()
                .path("status")
                .asText();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void documentsEverythingInOnePlace(Shop shop) {
        JsonNode document =
                shop.stranger().sendTo("GET", "/openapi.json", null).expect(200).json();

        assertThat(document.path("openapi").asText()).startsWith("3.1");
        List<String> paths =
                document.path("paths").propertyStream().map(Map.Entry::getKey).toList();
        assertThat(paths)
                .contains("/api/v1/auth/login", "/api/v1/products", "/api/v1/cart", "/api/v1/orders")
                .noneMatch(path -> path.contains("/internal"));
        Answer page = shop.stranger().sendTo("GET", "/docs", null);
        assertThat(page.status()).isIn(200, 301, 302, 308);
        JsonNode health = shop.stranger()
                .sendTo("GET", "/health/services", null)
                .expect(200)
                .json();
        assertThat(health.path("status").asText()).isEqualTo("UP");
        assertThat(health.path("services").size()).isEqualTo(3);
    }
}
