package io.vitrina.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Somebody new each time. */
record Customer(String fullName, String email, String phone, String password) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of(
            "Анна Петрова", "Мария Соколова", "Иван Кузнецов", "Пётр Лебедев", "Ольга Новикова", "Алексей Морозов");

    static Customer random() {
        SecureRandom random = new SecureRandom();
        byte[] tail = new byte[5];
        random.nextBytes(tail);
        String mark = HexFormat.of().formatHex(tail);
        return new Customer(
                NAMES.get(random.nextInt(NAMES.size())),
                "customer-" + mark + "@example.com",
                "+79" + String.format("%09d", random.nextInt(1_000_000_000)),
                "Vitrina-" + mark + "!");
    }

    ObjectNode registration() {
        return JSON.createObjectNode()
                .put("full_name", fullName)
                .put("email", email)
                .put("phone", phone)
                .put("password", password)
                .put("password_confirm", password);
    }

    ObjectNode login() {
        return JSON.createObjectNode().put("login", email).put("password", password);
    }
}
