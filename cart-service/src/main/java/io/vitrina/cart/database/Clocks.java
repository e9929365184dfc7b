package io.vitrina.cart.database;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/** The clock of the service: the database's, for all of its replicas. */
public class Clocks {

    /** Ticks in milliseconds: what is answered, stored and read again is then the same text. */
    @Produces
    @Singleton
    Clock clock(DatabaseTime time) {
        return Clock.tick(time.withZone(ZoneOffset.UTC), Duration.ofMillis(1));
    }
}
