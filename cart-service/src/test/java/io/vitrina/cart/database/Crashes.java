package io.vitrina.cart.database;

import io.vitrina.cart.config.CartConfig;
import io.vitrina.cart.testing.Stub;
import java.util.Map;
import java.util.Optional;

/** Crash points at which nothing dies, for tests without a container. */
public final class Crashes {

    private Crashes() {}

    public static CrashPoints none() {
        return new CrashPoints(Stub.of(CartConfig.class, Map.of("crashAt", Optional.empty())));
    }
}
