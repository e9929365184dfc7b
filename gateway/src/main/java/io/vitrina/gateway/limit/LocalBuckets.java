package io.vitrina.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/** The buckets of one rule in this gateway's memory, bounded in number. */
final class LocalBuckets {

    private final Rule rule;
    private final Bandwidth bandwidth;
    private final Cache<String, Bucket> buckets;

    LocalBuckets(Rule rule, int maxClients) {
        this.rule = rule;
        this.bandwidth = Bandwidth.builder()
                .capacity(rule.capacity())
                .refillGreedy(rule.refill(), rule.period())
                .build();
        // A bucket left alone until it is full says what its absence says.
        Duration untilFull = rule.period().multipliedBy(Math.ceilDiv(rule.capacity(), rule.refill()));
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxClients)
                .expireAfterAccess(untilFull.plusSeconds(1))
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
                rule.name(),
                probe.isConsumed(),
                probe.getRemainingTokens(),
                probe.getNanosToWaitForReset(),
                probe.getNanosToWaitForRefill());
    }
}
