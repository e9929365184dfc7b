package io.vitrina.auth.testing;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's time, moved as far as a test wants. */
public final class TestClock extends Clock {

    private static volatile Duration offset = Duration.ZERO;
    private static volatile Instant fixed;

    private TestClock() {}

    public static void move(Duration by) {
        offset = offset.plus(by);
        if (fixed != null) {
            fixed = fixed.plus(by);
        }
    }

    /** Stops the clock at this instant, until the next reset. */
    public static void stopAt(Instant instant) {
        fixed = instant;
    }

    public static void reset() {
        offset = Duration.ZERO;
        fixed = null;
    }

    /** The time that the service goes by. */
    public static Instant now() {
        return fixed != null ? fixed : Instant.now().plus(offset);
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    /** Puts this clock in the service's place of time. */
    static class Producer {

        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        Clock clock() {
            return new TestClock();
        }
    }
}
