package io.vitrina.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vitrina.gateway.config.GatewayConfig;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Says whether a client may make one more call, by token buckets in this gateway's memory. */
@Singleton
public class Limiter {

    /** A bucket left alone for this long is full again, so that forgetting it changes nothing. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);

    private final boolean enabled;
    private final Rule general;
    private final Rule credentials;

    Limiter(GatewayConfig config) {
        GatewayConfig.RateLimit limits = config.rateLimit();
        this.enabled = limits.enabled();
        this.general = new Rule(
                "client",
                limits.burst(),
                limits.requestsPerSecond(),
                Duration.ofSeconds(1),
                "\"client\";q=" + limits.requestsPerSecond() + ";w=1;burst=" + limits.burst(),
                limits.maxClients());
        this.credentials = new Rule(
                "credentials",
                limits.credentialsPerMinute(),
                limits.credentialsPerMinute(),
                Duration.ofMinutes(1),
                "\"credentials\";q=" + limits.credentialsPerMinute() + ";w=60",
                limits.maxClients());
    }

    public boolean enabled() {
        return enabled;
    }

    /** Takes one call from a client's general allowance. */
    public Verdict call(String client) {
        return general.take(client);
    }

    /** Takes one call from what an address may try of credentials. */
    public Verdict credential(String address) {
        return credentials.take(address);
    }

    /** The policies as the {@code RateLimit-Policy} header has them. */
    public String policy(boolean credential) {
        return credential ? credentials.policy + ", " + general.policy : general.policy;
    }

    private static final class Rule {

        private final String name;
        private final String policy;
        private final Bandwidth bandwidth;
        private final Cache<String, Bucket> buckets;

        Rule(String name, int capacity, int refill, Duration period, String policy, int maxClients) {
            this.name = name;
            this.policy = policy;
            this.bandwidth = Bandwidth.builder()
                    .capacity(capacity)
                    .refillGreedy(refill, period)
                    .build();
            this.buckets = Caffeine.newBuilder()
                    .maximumSize(maxClients)
                    .expireAfterAccess(FORGOTTEN_AFTER)
                    .build();
        }

        Verdict take(String client) {
            Bucket bucket = buckets.get(
                    client,
                    ignored -> Bucket.builder()
                            .addLimit(bandwidth)
                            .withNanosecondPrecision()
                            .build());
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            return new Verdict(
                    name,
                    probe.isConsumed(),
                    probe.getRemainingTokens(),
                    Math.ceilDiv(probe.getNanosToWaitForReset(), 1_000_000_000L),
                    Math.max(1, Math.ceilDiv(probe.getNanosToWaitForRefill(), 1_000_000_000L)));
        }
    }

    /**
     * What was decided.
     *
     * @param policy the rule's name
     * @param allowed whether the call may go on
     * @param remaining calls left at this moment
     * @param resetSeconds until the allowance is whole again
     * @param retrySeconds until the next call has a chance, at least 1; only of use when refused
     */
    public record Verdict(String policy, boolean allowed, long remaining, long resetSeconds, long retrySeconds) {

        /** The {@code RateLimit} header's value. */
        public String header() {
            return "\"" + policy + "\";r=" + remaining + ";t=" + resetSeconds;
        }
    }
}
