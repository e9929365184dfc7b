package io.vitrina.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.MockProvider;
import io.vitrina.acceptance.client.ShopClient;
import io.vitrina.acceptance.client.SigningKey;
import io.vitrina.local.home.Home;
import io.vitrina.local.stack.LocalStack;
import io.vitrina.local.stack.LocalStackBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The packaged shop, started once for all tests of this JVM, on ports of its own and with an empty catalogue. */
final class Shop implements AutoCloseable {

    private static final Duration ADMIN_RENEWAL = Duration.ofMinutes(3);
    private static final AtomicLong SKUS = new AtomicLong();
    /** Held here, or the level would be forgotten with the logger. */
    private static final Logger MAIL_SINK = Logger.getLogger("org.subethamail");

    private final LocalStack stack;
    private final ShopClient stranger;
    private Customer admin;
    private long adminSince;

    private Shop(LocalStack stack) {
        this.stack = stack;
        this.stranger = ShopClient.of(URI.create("http://" + stack.api().getAuthority()));
        signInAdmin();
    }

    /** The folder has a blank in its name: the shop must bear that. */
    static Shop start() {
        return start("a shop", Map.of());
    }

    /**
     * A shop with settings of its own, for tests that can't share one.
     *
     * @param name of its folder below {@code target}; what it logged stays there for the curious
     * @param environment variables for all of its processes
     */
    static Shop start(String name, Map<String, String> environment) {
        MAIL_SINK.setLevel(Level.WARNING);
        Path home = Path.of("target", name).toAbsolutePath();
        try {
            if (Files.exists(home)) {
                Home.deleteTree(home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LocalStackBuilder builder = LocalStack.builder().demo(false);
        environment.forEach(builder::environment);
        LocalStack stack = builder.home(home)
                .checkout(Checkout.root())
                .freePorts()
                // All tests come from one address; limits have tests of their own.
                .environment("VITRINA_GATEWAY_RATE_LIMIT_ENABLED", "false")
                .progress(System.out::println)
                .start();
        try {
            return new Shop(stack);
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    LocalStack stack() {
        return stack;
    }

    /** Whoever comes without a token. */
    ShopClient stranger() {
        return stranger;
    }

    /** Signed in anew when the token of the last time is no longer young: a slow run outlives it. */
    synchronized Customer admin() {
        if (System.nanoTime() - adminSince > ADMIN_RENEWAL.toNanos()) {
            signInAdmin();
        }
        return admin;
    }

    private void signInAdmin() {
        admin = Customer.login(stranger, stack.admin().email(), stack.admin().password());
        adminSince = System.nanoTime();
    }

    Customer customer() {
        return Customer.register(stranger);
    }

    MockProvider provider() {
        return new MockProvider(stranger, "mock-secret");
    }

    SigningKey signingKey() {
        return new SigningKey(stack.home().keys());
    }

    /** The code of the newest mail to the address. */
    String mailedCode(String email) {
        return stack.mailbox().awaitCode(email, Instant.EPOCH, Duration.ofSeconds(20));
    }

    /** A new product on sale. */
    JsonNode product(String name, long price, long quantity) {
        return admin.client()
                .post(
                        "/products",
                        Map.of(
                                "name", name,
                                "price", price,
                                "quantity", quantity,
                                "sku", "T-" + SKUS.incrementAndGet()))
                .expect(201)
                .json();
    }

    long quantityOf(long productId) {
        return admin.client()
                .get("/products/" + productId + "?include=all")
                .expect(200)
                .json()
                .path("quantity")
                .asLong();
    }

    /** The body that orders one product without the cart. */
    static Map<String, Object> order(long productId, long quantity) {
        return Map.of("items", List.of(Map.of("product_id", productId, "quantity", quantity)));
    }

    @Override
    public void close() {
        stack.close();
    }
}
