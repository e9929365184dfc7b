package io.vitrina.cart.database;

import io.vitrina.cart.config.CartConfig;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** Crash points at which nothing dies, for tests without a container. */
public final class Crashes {

    private Crashes() {}

    public static CrashPoints none() {
        return new CrashPoints((CartConfig) Proxy.newProxyInstance(
                Crashes.class.getClassLoader(), new Class<?>[] {CartConfig.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("crashAt")) {
                        return Optional.empty();
                    }
                    throw new UnsupportedOperationException(method.getName());
                }));
    }
}
