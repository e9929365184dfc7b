package io.vitrina.simulator.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How the simulator is set up.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param publicUrl what browsers reach the pay page under; derived from host and port when empty
 * @param stripe the shop's account at Stripe
 * @param yookassa the shop's account at YooKassa
 * @param retryAfter how long after a failed delivery the next is tried, one entry per further attempt
 */
public record SimulatorSettings(
        String host,
        int port,
        Optional<URI> publicUrl,
        StripeAccount stripe,
        YooKassaAccount yookassa,
        List<Duration> retryAfter) {

    /** Real providers try for hours or days; nobody waits that long for a simulator. */
    private static final List<Duration> RETRIES =
            List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(20));

    /**
     * @param secretKey what the shop authenticates with
     * @param webhookSecrets secrets that notifications are signed with; two while one is being rolled
     * @param webhookUrl where notifications go; none are sent when empty
     */
    public record StripeAccount(String secretKey, List<String> webhookSecrets, Optional<URI> webhookUrl) {}

    /**
     * @param shopId user name of the shop
     * @param secretKey password of the shop
     * @param webhookUrl where notifications go; none are sent when empty
     * @param sourceAddress what notifications name as {@code X-Forwarded-For}; left out when empty
     */
    public record YooKassaAccount(
            String shopId, String secretKey, Optional<URI> webhookUrl, Optional<String> sourceAddress) {}

    /** A free port on the loopback address, test credentials, notifications to nobody. */
    public static SimulatorSettings forTests() {
        return new SimulatorSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                new StripeAccount("sk_test_simulator", List.of("whsec_simulator"), Optional.empty()),
                new YooKassaAccount("100500", "test_simulator", Optional.empty(), Optional.of("185.71.76.1")),
                RETRIES);
    }

    /** From the environment, as the runnable jar takes it; each variable has a default that suits one machine. */
    public static SimulatorSettings fromEnvironment(UnaryOperator<String> environment) {
        Environment env = new Environment(environment);
        return new SimulatorSettings(
                env.text("SIMULATOR_HOST", "127.0.0.1"),
                Integer.parseInt(env.text("SIMULATOR_PORT", "8010")),
                env.uri("SIMULATOR_PUBLIC_URL"),
                new StripeAccount(
                        env.text("SIMULATOR_STRIPE_SECRET_KEY", "sk_test_simulator"),
                        List.of(env.text("SIMULATOR_STRIPE_WEBHOOK_SECRETS", "whsec_simulator")
                                .split(",")),
                        env.uri("SIMULATOR_STRIPE_WEBHOOK_URL")),
                new YooKassaAccount(
                        env.text("SIMULATOR_YOOKASSA_SHOP_ID", "100500"),
                        env.text("SIMULATOR_YOOKASSA_SECRET_KEY", "test_simulator"),
                        env.uri("SIMULATOR_YOOKASSA_WEBHOOK_URL"),
                        env.optional("SIMULATOR_YOOKASSA_SOURCE_ADDRESS")),
                RETRIES);
    }

    /** The same with notifications of both providers sent to these addresses. */
    public SimulatorSettings notifying(URI stripeUrl, URI yookassaUrl) {
        return new SimulatorSettings(
                host,
                port,
                publicUrl,
                new StripeAccount(stripe.secretKey(), stripe.webhookSecrets(), Optional.of(stripeUrl)),
                new YooKassaAccount(
                        yookassa.shopId(), yookassa.secretKey(), Optional.of(yookassaUrl), yookassa.sourceAddress()),
                retryAfter);
    }

    /** The same with these waits between deliveries. */
    public SimulatorSettings retryingAfter(Duration... waits) {
        return new SimulatorSettings(host, port, publicUrl, stripe, yookassa, List.of(waits));
    }

    /** The same with these secrets for Stripe's signatures. */
    public SimulatorSettings signingWith(String... secrets) {
        return new SimulatorSettings(
                host,
                port,
                publicUrl,
                new StripeAccount(stripe.secretKey(), List.of(secrets), stripe.webhookUrl()),
                yookassa,
                retryAfter);
    }

    private record Environment(UnaryOperator<String> variables) {

        Optional<String> optional(String name) {
            return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
        }

        String text(String name, String fallback) {
            return optional(name).orElse(fallback);
        }

        Optional<URI> uri(String name) {
            return optional(name).map(URI::create);
        }
    }
}
