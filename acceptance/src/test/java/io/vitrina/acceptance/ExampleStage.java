package io.vitrina.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrina.acceptance.access.Access;
import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.MockProvider;
import io.vitrina.acceptance.client.ShopClient;
import io.vitrina.acceptance.example.Authenticator;
import io.vitrina.acceptance.example.Press;
import io.vitrina.acceptance.example.SamplePicture;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who presses the examples, and what they fill in that no text can hold because it is made at run time. */
final class ExampleStage {

    private static final String SESSION = "it is made by a login";
    private static final String ORDER = "orders get their ids when they are placed";
    private static final String PAYMENT = "payments get their ids when they are opened";

    /** The operations whose examples are changed before they are sent, with the reason. All others go as they are. */
    static final Map<String, String> FILLED_IN = Map.ofEntries(
            Map.entry("POST /api/v1/auth/verify", "the code is mailed"),
            Map.entry("POST /api/v1/auth/password/reset", "the token is mailed"),
            Map.entry("POST /api/v1/auth/refresh", SESSION),
            Map.entry("POST /api/v1/auth/logout", SESSION),
            Map.entry("DELETE /api/v1/auth/sessions/{id}", SESSION),
            Map.entry("POST /api/v1/auth/totp/confirm", "the code comes from an app"),
            Map.entry("DELETE /api/v1/auth/totp", "the session must be opened with a code from an app"),
            Map.entry("GET /api/v1/media/{name}", "a picture's name is made of its bytes"),
            Map.entry("POST /api/v1/products/{id}/image", "a picture is chosen as a file"),
            Map.entry("GET /api/v1/products/import/{id}", "imports get their ids when they begin"),
            Map.entry("GET /api/v1/orders/{id}", ORDER),
            Map.entry("POST /api/v1/orders/{id}/cancel", ORDER),
            Map.entry("POST /api/v1/orders/{id}/ship", ORDER),
            Map.entry("POST /api/v1/orders/{id}/deliver", ORDER),
            Map.entry("POST /api/v1/orders/{id}/refund", ORDER),
            Map.entry("POST /api/v1/payments/orders/{order_id}", ORDER),
            Map.entry("GET /api/v1/payments/{id}", PAYMENT),
            Map.entry("POST /api/v1/payments/{id}/sync", PAYMENT),
            Map.entry("POST /api/v1/payments/{id}/refunds", PAYMENT),
            Map.entry("GET /api/v1/payments/{id}/return", PAYMENT),
            Map.entry("GET /api/v1/payments/mock/{payment_id}", PAYMENT),
            Map.entry("POST /api/v1/payments/mock/{payment_id}", PAYMENT),
            Map.entry("POST /api/v1/payments/webhook/{provider}", "it is signed, and tells of one payment"));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("token=([\\w-]+)");
    private static final String PRODUCT = "/products/41";
    /** After these the customer's tokens are worth nothing any more. */
    private static final List<String> ENDING = List.of("/auth/sessions", "/auth/password");

    private final Shop shop;
    private String email;
    private String password;
    private Customer customer;
    private ShopClient secondAdmin;
    private String secret;

    ExampleStage(Shop shop) {
        this.shop = shop;
    }

    /** The customer is whoever signed up by the example; an admin's call is the first admin's. */
    ShopClient caller(Press press, Access access) {
        if (press.template().startsWith("/api/v1/auth/totp") && !press.key().equals("POST /api/v1/auth/totp")) {
            return secondAdmin;
        }
        return switch (access) {
            case ANYONE, READER -> shop.stranger();
            case ADMIN -> shop.admin().client();
            case OWNER ->
                press.template().startsWith("/api/v1/users/")
                        ? shop.admin().client()
                        : customer().client();
            case USER, BUYER -> customer().client();
            case PROVIDER ->
                shop.stranger().with("X-Mock-Signature", shop.provider().signature(press.body()));
        };
    }

    private Customer customer() {
        if (customer == null) {
            customer = Customer.login(shop.stranger(), email, password);
        }
        return customer;
    }

    /** The press with what is known only now. */
    Press fillIn(Press press) {
        if (!FILLED_IN.containsKey(press.key())) {
            return press;
        }
        String path = press.template();
        return switch (press.key().substring(press.key().indexOf("/api/v1") + "/api/v1".length())) {
            case "/auth/verify" -> saying(press, "code", shop.mailedCode(email));
            case "/auth/password/reset" -> saying(press, "token", mailedToken());
            case "/auth/refresh", "/auth/logout" ->
                saying(
                        press,
                        "refresh_token",
                        Customer.login(shop.stranger(), email, password).refreshToken());
            case "/auth/sessions/{id}" -> press.at("id", anotherSession());
            case "/auth/totp/confirm" -> saying(press, "code", preparedCode());
            case "/auth/totp" -> {
                signInWithSecondFactor();
                yield press;
            }
            case "/media/{name}" -> press.at("name", pictureName());
            case "/products/import/{id}" -> press.at("id", runningImport());
            case "/orders/{id}/ship", "/orders/{id}/refund" -> press.at("id", paidOrder());
            case "/orders/{id}/deliver" -> press.at("id", shippedOrder());
            case "/orders/{id}", "/orders/{id}/cancel" -> press.at("id", order());
            case "/payments/orders/{order_id}" -> press.at("order_id", order());
            case "/payments/{id}/refunds" -> press.at("id", paidPayment(order()));
            case "/payments/webhook/{provider}" ->
                press.saying(MockProvider.event("pressed", "payment.succeeded", payment(order())));
            case "/products/{id}/image" -> press;
            default -> press.at(path.contains("{payment_id}") ? "payment_id" : "id", payment(order()));
        };
    }

    BodyPublisher body(Press press) {
        if (press.template().endsWith("/image")) {
            return BodyPublishers.ofByteArray(SamplePicture.of(press.mediaType()));
        }
        return press.body() == null ? null : BodyPublishers.ofString(press.body());
    }

    /** What later presses build on. */
    void noteAfter(Press press, Answer answer) {
        boolean changes = !press.method().equals("GET") && ENDING.stream().anyMatch(press.template()::contains);
        if (changes) {
            customer = null;
        }
        JsonNode said = read(press.body());
        if (press.template().endsWith("/auth/register")) {
            email = answer.json().path("email").asText();
            password = said.path("password").asText();
        } else if (said.has("new_password")) {
            password = said.path("new_password").asText();
        }
    }

    private static JsonNode read(String body) {
        try {
            return body == null || !body.startsWith("{") ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private static Press saying(Press press, String field, String value) {
        return press.saying(((ObjectNode) read(press.body())).put(field, value).toString());
    }

    private String mailedToken() {
        Waiting.until("the letter with the link", () -> token().find());
        Matcher token = token();
        token.find();
        return token.group(1);
    }

    private Matcher token() {
        return TOKEN.matcher(shop.stack().mailbox().to(email).stream()
                .map(mail -> mail.text())
                .reduce("", String::concat));
    }

    private String anotherSession() {
        Customer.login(shop.stranger(), email, password);
        for (JsonNode session :
                customer().client().get("/auth/sessions").expect(200).json().path("items")) {
            if (!session.path("current").asBoolean()) {
                return session.path("id").asText();
            }
        }
        throw new AssertionError("no other session");
    }

    private String preparedCode() {
        prepare();
        return Authenticator.code(secret, 0);
    }

    /** A second admin, so that the first one goes on without it. */
    private Customer prepare() {
        Customer newcomer = shop.customer();
        shop.admin()
                .client()
                .patch("/users/" + newcomer.id(), Map.of("roles", List.of("user", "admin")))
                .expect(200);
        secondAdmin = Customer.login(shop.stranger(), newcomer.email(), newcomer.password())
                .client();
        secret =
                secondAdmin.post("/auth/totp").expect(200).json().path("secret").asText();
        return newcomer;
    }

    private void signInWithSecondFactor() {
        Customer admin = prepare();
        secondAdmin
                .post("/auth/totp/confirm", Map.of("code", Authenticator.code(secret, 0)))
                .expect(204);
        Map<String, String> login = Map.of(
                "login", admin.email(), "password", admin.password(), "totp_code", Authenticator.code(secret, 1));
        secondAdmin = shop.stranger()
                .as(shop.stranger()
                        .post("/auth/login", login)
                        .expect(200)
                        .json()
                        .path("access_token")
                        .asText());
    }

    private String pictureName() {
        String url = shop.stranger()
                .get(PRODUCT)
                .expect(200)
                .json()
                .path("image_url")
                .asText();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private String runningImport() {
        return shop.admin()
                .client()
                .with("Content-Type", "text/csv")
                .send("POST", "/products/import?async=true", "sku,name,price\nTEA-500,Чай,100\n")
                .expect(202)
                .json()
                .path("id")
                .asText();
    }

    private String order() {
        return customer()
                .client()
                .post("/orders", Shop.order(81, 1))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private String payment(String order) {
        return customer()
                .client()
                .post("/payments/orders/" + order)
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private String paidPayment(String order) {
        String payment = payment(order);
        shop.provider().succeeded(payment).expect(200);
        return payment;
    }

    private String paidOrder() {
        String order = order();
        paidPayment(order);
        return order;
    }

    private String shippedOrder() {
        String order = paidOrder();
        shop.admin().client().post("/orders/" + order + "/ship").expect(200);
        return order;
    }
}
