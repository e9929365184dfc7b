package io.vitrina.cart;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.kit.testing.TestTokens;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every operation of the contract, tried by everybody. An operation without a row here fails the build. */
@QuarkusTest
class AccessTest extends ShopTest {

    private static final String NONE = "";

    /** What each caller gets. */
    private record Row(int anonymous, int otherUser, int owner, int admin, int service) {}

    /** For what is open to users, and shows somebody else's as not there. */
    private static Row owned(int owner, int admin) {
        return new Row(401, 404, owner, admin, 403);
    }

    private static Row own(int user) {
        return new Row(401, user, user, user, 403);
    }

    private static Row adminsOnly(int admin) {
        return new Row(401, 403, 403, admin, 403);
    }

    private static Row open(int status) {
        return new Row(status, status, status, status, status);
    }

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        rows.put("get /api/v1/cart", own(200));
        rows.put("delete /api/v1/cart", own(204));
        rows.put("get /api/v1/cart/total", own(200));
        rows.put("post /api/v1/cart/items", own(400));
        rows.put("put /api/v1/cart/items/{product_id}", own(400));
        rows.put("delete /api/v1/cart/items/{product_id}", own(204));
        rows.put("post /api/v1/orders", own(400));
        rows.put("get /api/v1/orders", adminsOnly(200));
        rows.put("get /api/v1/orders/me", own(200));
        rows.put("get /api/v1/orders/{id}", owned(200, 200));
        rows.put("post /api/v1/orders/{id}/ship", adminsOnly(409));
        rows.put("post /api/v1/orders/{id}/deliver", adminsOnly(409));
        rows.put("post /api/v1/orders/{id}/refund", adminsOnly(409));
        rows.put("get /api/v1/payments/{id}", owned(200, 200));
        rows.put("post /api/v1/payments/{id}/sync", owned(200, 200));
        rows.put("post /api/v1/payments/{id}/refunds", adminsOnly(409));
        rows.put("get /api/v1/payments/{id}/return", open(200));
        rows.put("post /api/v1/payments/orders/{order_id}", new Row(401, 404, 200, 404, 403));
        rows.put("get /api/v1/payments/mock/{payment_id}", open(200));
        rows.put("post /api/v1/payments/mock/{payment_id}", open(415));
        rows.put("post /api/v1/payments/webhook/{provider}", open(401));
        rows.put("post /api/v1/orders/{id}/cancel", owned(200, 409));
        return rows;
    }

    @Test
    void letsInWhomTheContractLetsIn() {
        catalog.put(7, 100, 10);
        UUID order = order(USER, 7);
        UUID payment = payment(USER, order);
        rows().forEach((operation, row) -> {
            String path = path(operation, order, payment);
            assertThat(call(operation, path, NONE))
                    .as("anonymous: " + operation)
                    .isEqualTo(row.anonymous());
            // A bad token is worth what none is.
            assertThat(call(operation, path, with("exp", Instant.now().getEpochSecond() - 120)))
                    .as("expired: " + operation)
                    .isEqualTo(row.anonymous());
            assertThat(call(operation, path, with("aud", "another-shop")))
                    .as("wrong audience: " + operation)
                    .isEqualTo(row.anonymous());
            assertThat(call(operation, path, TestTokens.service("catalog-service", "x")))
                    .as("service: " + operation)
                    .isEqualTo(row.service());
            assertThat(call(operation, path, TestTokens.user(OTHER)))
                    .as("other: " + operation)
                    .isEqualTo(row.otherUser());
            assertThat(call(operation, path, TestTokens.user(USER)))
                    .as("owner: " + operation)
                    .isEqualTo(row.owner());
            assertThat(call(operation, path, TestTokens.admin(ADMIN)))
                    .as("admin: " + operation)
                    .isEqualTo(row.admin());
        });
    }

    @Test
    void coversEveryOperationOfTheContract() throws Exception {
        JsonNode document = new ObjectMapper()
                .readTree(given().get("/q/openapi?format=json").asString());
        TreeSet<String> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> operations.add(method + " " + path.getKey())));
        assertThat(operations).isEqualTo(new TreeSet<>(rows().keySet()));
    }

    @Test
    void opensInternalAddressesToServicesAlone() {
        for (String path : new String[] {"/internal/consistency", "/internal/outbox/parked"}) {
            assertThat(call("get", path, NONE)).isEqualTo(401);
            assertThat(call("get", path, TestTokens.user(USER))).isEqualTo(403);
            assertThat(call("get", path, TestTokens.admin(ADMIN))).isEqualTo(403);
            assertThat(call("get", path, TestTokens.service("catalog-service", "x")))
                    .isEqualTo(200);
        }
        assertThat(call("post", "/internal/outbox/parked/1/retry", TestTokens.admin(ADMIN)))
                .isEqualTo(403);
        assertThat(call("post", "/internal/outbox/parked/1/retry", TestTokens.service("x", "x")))
                .isEqualTo(404);
        assertThat(call("post", "/internal/outbox/parked/retry", TestTokens.admin(ADMIN)))
                .isEqualTo(403);
        assertThat(call("post", "/internal/outbox/parked/retry", TestTokens.service("x", "x")))
                .isEqualTo(200);
    }

    /** The owner's token, were it not for one claim. */
    private static String with(String claim, Object value) {
        Map<String, Object> claims = TestTokens.claims(String.valueOf(USER), List.of("user"), "access_token");
        claims.put(claim, value);
        return TestTokens.sign(TestTokens.header(), claims);
    }

    private static String path(String operation, UUID order, UUID payment) {
        String path = operation
                .substring(operation.indexOf(' ') + 1)
                .replace("{product_id}", "7")
                .replace("{order_id}", order.toString())
                .replace("{payment_id}", payment.toString())
                .replace("{provider}", "mock");
        return path.replace("{id}", (path.contains("/payments/") ? payment : order).toString());
    }

    private static int call(String operation, String path, String token) {
        var request = given().contentType(ContentType.JSON);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        Response response = request.request(operation.split(" ")[0].toUpperCase(), path);
        if (response.statusCode() >= 400) {
            assertThat(response.contentType()).as(operation).startsWith("application/problem+json");
        }
        return response.statusCode();
    }
}
