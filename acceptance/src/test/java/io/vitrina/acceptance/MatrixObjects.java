package io.vitrina.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.access.CallerKind;
import io.vitrina.acceptance.access.Operation;
import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.Operator;
import io.vitrina.acceptance.client.ShopClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The callers of the matrix and what they call for: an owner's things, and fresh ones where a call uses them up. */
final class MatrixObjects {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    /** After these the caller's token is worth nothing any more. */
    private static final Set<String> ENDING_THE_CALLER = Set.of("DELETE /api/v1/auth/sessions");

    private final Shop shop;
    private final Customer owner;
    private final Customer other;
    private final Customer admin;
    private final String service;
    private final long product;
    private final String order;
    private final String payment;

    MatrixObjects(Shop shop) {
        this.shop = shop;
        this.owner = shop.customer();
        this.other = shop.customer();
        this.admin = newAdmin();
        this.service = new Operator(shop.stack()).token();
        this.product = shop.product("Для всех", 1_000, 1_000).path("id").asLong();
        this.order = owner.client()
                .post("/orders", Shop.order(product, 1))
                .expect(201)
                .json()
                .path("id")
                .asText();
        this.payment = owner.client()
                .post("/payments/orders/" + order)
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    Answer call(Operation operation, CallerKind caller) {
        ShopClient client = client(caller, ENDING_THE_CALLER.contains(operation.key()));
        String type = operation.mediaType();
        String body = type == null ? null : type.equals("application/json") ? "{}" : "x";
        if (type != null) {
            client = client.with("Content-Type", type);
        }
        return client.sendTo(operation.method(), fill(operation), body);
    }

    private ShopClient client(CallerKind caller, boolean fresh) {
        return switch (caller) {
            case ANONYMOUS -> shop.stranger();
            case EXPIRED -> shop.stranger().as(shop.signingKey().expired(owner.accessToken()));
            case WRONG_AUDIENCE ->
                shop.stranger()
                        .as(shop.signingKey().resign(owner.accessToken(), claims -> claims.put("aud", "another-shop")));
            case REFRESH_TOKEN -> shop.stranger().as(owner.refreshToken());
            case SERVICE -> shop.stranger().as(service);
            case OTHER_USER -> fresh ? shop.customer().client() : other.client();
            case OWNER -> fresh ? shop.customer().client() : owner.client();
            case ADMIN -> fresh ? newAdmin().client() : admin.client();
        };
    }

    private String fill(Operation operation) {
        Matcher variables = VARIABLE.matcher(operation.path());
        return variables.replaceAll(variable -> value(operation, variable.group(1)));
    }

    private String value(Operation operation, String variable) {
        String path = operation.path();
        boolean usedUp = operation.method().equals("DELETE");
        if (path.contains("/auth/sessions/")) {
            return anotherSession();
        }
        if (path.contains("/users/")) {
            return String.valueOf(usedUp ? shop.customer().id() : owner.id());
        }
        if (path.contains("/categories/")) {
            return category();
        }
        if (path.contains("/import/")) {
            return "0197f3b0-0000-7000-8000-000000000000";
        }
        if (path.contains("/products/")) {
            return String.valueOf(
                    usedUp ? shop.product("Ненадолго", 1, 1).path("id").asLong() : product);
        }
        return switch (variable) {
            case "product_id", "productId" -> String.valueOf(product);
            case "provider" -> "mock";
            default -> path.contains("/payments/") && !path.contains("/orders/") ? payment : order;
        };
    }

    private String category() {
        return shop.admin()
                .client()
                .post("/categories", Map.of("name", "Ненадолго " + System.nanoTime()))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    /** A session of the owner's that is not the one it calls with. */
    private String anotherSession() {
        Customer.login(shop.stranger(), owner.email(), owner.password());
        JsonNode sessions = owner.client().get("/auth/sessions").expect(200).json();
        for (JsonNode session : sessions.path("items")) {
            if (!session.path("current").asBoolean()) {
                return session.path("id").asText();
            }
        }
        throw new AssertionError("no other session in " + sessions);
    }

    private Customer newAdmin() {
        Customer customer = shop.customer();
        shop.admin()
                .client()
                .patch("/users/" + customer.id(), Map.of("roles", List.of("user", "admin")))
                .expect(200);
        return Customer.login(shop.stranger(), customer.email(), customer.password());
    }
}
