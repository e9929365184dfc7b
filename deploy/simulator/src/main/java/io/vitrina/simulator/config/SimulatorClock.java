package io.vitrina.simulator.config;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The providers' time: real time plus what a test has added. */
public final class SimulatorClock extends Clock {

    private final Clock real;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    public SimulatorClock(Clock real) {
        this.real = real;
    }

    /** Moves the providers' time on. */
    public void advance(Duration by) {
        ahead.updateAndGet(ahead -> ahead.plus(by));
    }

    /** Back to real time. */
    public void reset() {
        ahead.set(Duration.ZERO);
    }

    /** How far the providers' time is ahead of the real one. */
    public Duration ahead() {
        return ahead.get();
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
