package io.vitrina.cart.database;

import io.vitrina.cart.config.CartConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets the process die at the one point that configuration names; does nothing otherwise. */
@ApplicationScoped
public class CrashPoints {

    private static final int KILLED = 137;

    private final String crashAt;

    CrashPoints(CartConfig config) {
        this.crashAt = config.crashAt().orElse("");
    }

    public void reach(CrashPoint point) {
        if (crashAt.equals(point.setting())) {
            // No hook runs, nothing is closed: as if the machine had lost power.
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
