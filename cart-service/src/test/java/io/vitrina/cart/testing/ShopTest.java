package io.vitrina.cart.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vitrina.kit.testing.DatabaseResource;
import io.vitrina.kit.testing.TestTokens;
import io.vitrina.kit.testing.TokenResource;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

/** A shop with a stateful catalogue beside it, and what customers, admins and providers do in it. */
@QuarkusTestResource(value = DatabaseResource.class, initArgs = @ResourceArg(name = "role", value = "cart"))
@QuarkusTestResource(TokenResource.class)
@QuarkusTestResource(StubCatalogResource.class)
public abstract class ShopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(25);

    protected static final long USER = 17;
    protected static final long OTHER = 18;
    protected static final long ADMIN = 1;

    protected final StubCatalog catalog = StubCatalog.start();

    @Inject
    DataSource database;

    @BeforeEach
    void emptyCatalog() {
        catalog.reset();
    }

    protected static RequestSpecification as(long user) {
        return given().header("Authorization", "Bearer " + TestTokens.user(user))
                .contentType(ContentType.JSON);
    }

    protected static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + TestTokens.admin(ADMIN))
                .contentType(ContentType.JSON);
    }

    protected static RequestSpecification service() {
        return given().header("Authorization", "Bearer " + TestTokens.service("catalog-service", "none"));
    }

    protected static void putIntoCart(long user, long product, int quantity) {
        as(user).body(Map.of("product_id", product, "quantity", quantity))
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
    }

    /** One piece of a product, ordered without the cart. */
    protected static UUID order(long user, long product) {
        return id(
                as(user).body("{\"items\":[{\"product_id\":" + product + "}]}").post("/api/v1/orders"), 201);
    }

    protected static UUID payment(long user, UUID order) {
        return id(as(user).post("/api/v1/payments/orders/" + order), 201);
    }

    protected static UUID id(Response response, int status) {
        return UUID.fromString(response.then().statusCode(status).extract().path("id"));
    }

    protected static JsonPath orderOf(long user, UUID order) {
        return as(user).get("/api/v1/orders/" + order)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    protected static JsonPath paymentOf(long user, UUID payment) {
        return as(user).get("/api/v1/payments/" + payment)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    protected static Response webhook(String eventId, String type, UUID payment) {
        return signed(
                "{\"event_id\":\"" + eventId + "\",\"type\":\"" + type + "\",\"payment_id\":\"" + payment + "\"}");
    }

    protected static Response signed(String body) {
        return given().header("X-Mock-Signature", signature(body))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/payments/webhook/mock");
    }

    public static String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("mock-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An order of one piece, paid. */
    protected UUID paidOrder(long user, long product) {
        UUID order = order(user, product);
        webhook(UUID.randomUUID().toString(), "payment.succeeded", payment(user, order))
                .then()
                .statusCode(200);
        return order;
    }

    /** Orders of one piece, each with an open payment, made without a call: what the test is about comes after. */
    protected List<UnpaidOrder> unpaidOrders(int howMany, long firstBuyer, long product, long price) {
        return UnpaidOrder.write(database, catalog, howMany, firstBuyer, product, price);
    }

    /** Waits for a condition that another thread will make true; fails after half a minute. */
    protected static void eventually(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    protected long count(String from) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something while another transaction has done this and not ended; it is rolled back then. */
    protected void during(String statement, Runnable what) {
        try (Connection connection = database.getConnection();
                Statement other = connection.createStatement()) {
            connection.setAutoCommit(false);
            other.execute(statement);
            what.run();
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Does something while the mock provider's books can't be written when money goes back: nobody knows then whether it
     * went. As when somebody holds them for too long, without the wait.
     */
    protected void whileTheMockRefundsNothing(Runnable what) {
        sql("CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'held' USING ERRCODE = 'lock_not_available'; END $$");
        sql("CREATE TRIGGER held BEFORE UPDATE OF refunded ON mock_payment EXECUTE FUNCTION held()");
        try {
            what.run();
        } finally {
            sql("DROP FUNCTION held CASCADE");
        }
    }

    protected int sql(String statement) {
        try (Connection connection = database.getConnection();
                Statement s = connection.createStatement()) {
            return s.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
