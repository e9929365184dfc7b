package io.vitrina.cart.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The cart-service itself. */
@ConfigMapping(prefix = "vitrina.cart")
public interface CartConfig {

    /** Where the catalogue answers, without a path. */
    @WithDefault("http://127.0.0.1:8002")
    URI catalogUrl();

    /** ISO 4217 code that an empty cart shows. */
    @WithDefault("RUB")
    String currency();

    /** Different products a cart or an order may hold. */
    @WithDefault("100")
    int maxProducts();

    /** Pieces of one product a cart or an order may hold. */
    @WithDefault("10000")
    int maxQuantity();

    /** No call lives longer: one that has not answered its idempotency key by then has died, and another goes on. */
    @WithDefault("60S")
    Duration longestCall();

    /** Database transactions at once, in one process: near twice the connection pool. The rest queue for 5 s, then get a 503. */
    @WithDefault("32")
    int maxTransactions();

    /** Name of a {@link io.vitrina.cart.database.CrashPoint} at which the process dies at once; for fault tests only. */
    Optional<String> crashAt();
}
