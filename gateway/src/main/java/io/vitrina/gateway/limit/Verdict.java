package io.vitrina.gateway.limit;

/**
 * What a bucket said.
 *
 * @param policy the rule's name
 * @param allowed whether the call may go on
 * @param remaining calls left at this moment
 * @param resetNanos until the allowance is whole again
 * @param retryNanos until the next call has a chance; only of use when refused
 */
public record Verdict(String policy, boolean allowed, long remaining, long resetNanos, long retryNanos) {

    private static final long SECOND = 1_000_000_000L;

    /** The {@code RateLimit} header's value. */
    public String header() {
        return "\"" + policy + "\";r=" + remaining + ";t=" + Math.ceilDiv(resetNanos, SECOND);
    }

    /** Whole seconds for {@code Retry-After}, at least 1. */
    public long retrySeconds() {
        return Math.max(1, Math.ceilDiv(retryNanos, SECOND));
    }
}
