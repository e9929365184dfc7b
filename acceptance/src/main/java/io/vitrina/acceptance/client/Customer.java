package io.vitrina.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody with an account who is signed in.
 *
 * @param client makes calls with the access token
 */
public record Customer(
        long id,
        String email,
        String phone,
        String password,
        String accessToken,
        String refreshToken,
        ShopClient client) {

    public static final String PASSWORD = "Correct$Horse7";

    private static final AtomicLong NUMBERS =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1_000_000, 9_000_000_000L));

    /** The body of a registration that nobody made before. */
    public static Map<String, Object> newcomer() {
        long number = NUMBERS.incrementAndGet();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("full_name", "Анна Покупатель");
        body.put("email", "customer-" + number + "@shop.example");
        body.put("phone", "+7%010d".formatted(number));
        body.put("password", PASSWORD);
        body.put("password_confirm", PASSWORD);
        return body;
    }

    /** Registers somebody new and signs them in. */
    public static Customer register(ShopClient shop) {
        Map<String, Object> body = newcomer();
        shop.post("/auth/register", body).expect(201);
        return login(shop, (String) body.get("email"), PASSWORD);
    }

    /** Signs in with e-mail or phone. */
    public static Customer login(ShopClient shop, String login, String password) {
        JsonNode session = shop.post("/auth/login", Map.of("login", login, "password", password))
                .expect(200)
                .json();
        JsonNode user = session.path("user");
        String token = session.path("access_token").asText();
        return new Customer(
                user.path("id").asLong(),
                user.path("email").asText(),
                user.path("phone").asText(),
                password,
                token,
                session.path("refresh_token").asText(),
                shop.as(token));
    }
}
