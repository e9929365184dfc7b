package io.vitrina.kit.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/**
 * Gauges whose values are dear: read every now and then by one thread, not by each scrape, so that whoever scrapes
 * often, or while the database is slow, takes nothing from the shop.
 *
 * <p>While they can't be read the last values stand, and {@code vitrina.gauges.age} tells how old they are.
 *
 * @param <S> what the values are read from, opened once a round
 */
public abstract class SampledGauges<S> {

    private static final Logger LOG = Logger.getLogger(SampledGauges.class);
    private static final double SECOND = 1_000_000_000.0;

    private final MeterRegistry meters;
    private final Map<String, ToLongFunction<S>> gauges = new LinkedHashMap<>();
    private volatile Map<String, Long> values = Map.of();
    private volatile long sampledNanos = System.nanoTime();
    private ScheduledExecutorService schedule;

    protected SampledGauges(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Opens what the values are read from and hands it to {@link Round#read}; may throw when it is away. */
    protected abstract void open(Round<S> round) throws Exception;

    protected final void gauge(String name, String description, ToLongFunction<S> value) {
        gauges.put(name, value);
        Gauge.builder(name, () -> values.containsKey(name) ? values.get(name) : Double.NaN)
                .description(description)
                .register(meters);
    }

    protected final void start(Duration every) {
        Gauge.builder("vitrina.gauges.age", () -> (System.nanoTime() - sampledNanos) / SECOND)
                .description("Seconds since the gauges that come from tables were read")
                .register(meters);
        schedule = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("gauges").factory());
        schedule.scheduleWithFixedDelay(this::sample, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    protected final void stop() {
        if (schedule != null) {
            schedule.shutdownNow();
        }
    }

    /** Never throws: an exception would end the schedule. */
    private void sample() {
        try {
            open(source -> {
                Map<String, Long> fresh = new LinkedHashMap<>();
                gauges.forEach((name, value) -> fresh.put(name, value.applyAsLong(source)));
                values = Map.copyOf(fresh);
                sampledNanos = System.nanoTime();
            });
        } catch (Exception e) {
            LOG.debugf("the gauges could not be read: %s", e.getMessage());
        }
    }

    /** One reading of all values. */
    @FunctionalInterface
    protected interface Round<S> {

        void read(S source);
    }
}
