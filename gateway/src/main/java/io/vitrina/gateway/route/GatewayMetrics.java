package io.vitrina.gateway.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vitrina.gateway.cache.EdgeCache;
import io.vitrina.gateway.config.ServiceName;
import io.vitrina.kit.problem.Problems;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What the gateway counts; names and labels are used by the dashboards and alerts in deploy/observability. */
@Singleton
class GatewayMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    /** Not "service": that is what whoever scrapes calls the gateway itself, and his word is the last. */
    private static final String UPSTREAM = "upstream";

    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
    private final Counter slowBodies;
    private final Map<EdgeCache.State, Counter> cacheStates = new EnumMap<>(EdgeCache.State.class);

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (EdgeCache.State state : EdgeCache.State.values()) {
            cacheStates.put(
                    state,
                    Counter.builder("vitrina.gateway.cache.answers")
                            .description("Reads answered by the edge cache, by where the answer came from")
                            .tag("state", state.label())
                            .register(registry));
        }
        slowBodies = Counter.builder("vitrina.gateway.slow.bodies")
                .description("Calls refused because their body came too slowly")
                .register(registry);
        refused("client", 0);
        refused("credentials", 0);
    }

    void watch(InFlight inFlight) {
        Gauge.builder("vitrina.gateway.in.flight", inFlight, InFlight::count)
                .description("Calls let in and not yet answered")
                .register(registry);
    }

    void watch(Upstream upstream) {
        Gauge.builder("vitrina.gateway.upstream.in.flight", upstream, Upstream::inFlight)
                .description("Calls on their way to a service")
                .tag(UPSTREAM, upstream.service().label())
                .register(registry);
        for (Problems kind : new Problems[] {Problems.BAD_GATEWAY, Problems.UNAVAILABLE, Problems.GATEWAY_TIMEOUT}) {
            failures(upstream.service(), kind);
        }
    }

    void answered(Exchange exchange) {
        int status = exchange.response().getStatusCode();
        Series series = new Series(exchange.template(), exchange.methodLabel(), status);
        Timer timer = timers.get(series);
        if (timer == null) {
            timer = timers.computeIfAbsent(series, this::timer);
        }
        timer.record(exchange.elapsedNanos(), TimeUnit.NANOSECONDS);
    }

    void cached(EdgeCache.State state) {
        cacheStates.get(state).increment();
    }

    void refused(String policy) {
        refused(policy, 1);
    }

    void bodyTooSlow() {
        slowBodies.increment();
    }

    void upstreamFailed(ServiceName service, Problems kind) {
        failures(service, kind).increment();
    }

    private void refused(String policy, int calls) {
        refusals.computeIfAbsent(
                        policy,
                        name -> Counter.builder("vitrina.gateway.limit.refusals")
                                .description("Calls refused because an allowance was used up")
                                .tag("policy", name)
                                .register(registry))
                .increment(calls);
    }

    private Counter failures(ServiceName service, Problems kind) {
        return Counter.builder("vitrina.gateway.upstream.failures")
                .description("Calls for which a service gave no answer")
                .tag(UPSTREAM, service.label())
                .tag("kind", kind.slug())
                .register(registry);
    }

    private Timer timer(Series series) {
        return Timer.builder("http.server.requests")
                .description("Calls by route")
                .tag("method", series.method)
                .tag("uri", series.template)
                .tag("status", Integer.toString(series.status))
                .tag("outcome", outcome(series.status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            default -> "SERVER_ERROR";
        };
    }

    private record Series(String template, String method, int status) {}
}
