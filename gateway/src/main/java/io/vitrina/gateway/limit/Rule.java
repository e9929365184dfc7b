package io.vitrina.gateway.limit;

import io.vitrina.gateway.config.GatewayConfig;
import java.time.Duration;

/**
 * How often something may be done: a bucket of tokens that fills up evenly.
 *
 * @param name as clients are told
 * @param capacity calls that may be made at once after a pause
 * @param refill calls that come back ...
 * @param period ... in this time
 */
record Rule(String name, int capacity, int refill, Duration period) {

    /** What every client may do, whatever it does. */
    static Rule general(GatewayConfig.RateLimit limits) {
        return new Rule("client", limits.burst(), limits.requestsPerSecond(), Duration.ofSeconds(1));
    }

    /** What an address may try of credentials. */
    static Rule credentials(GatewayConfig.RateLimit limits) {
        int perMinute = limits.credentialsPerMinute();
        return new Rule("credentials", perMinute, perMinute, Duration.ofMinutes(1));
    }

    /** As the {@code RateLimit-Policy} header has it. */
    String policy() {
        String policy = "\"" + name + "\";q=" + refill + ";w=" + period.toSeconds();
        return capacity == refill ? policy : policy + ";burst=" + capacity;
    }
}
