package io.vitrina.local.stack;

import io.vitrina.local.home.Ports;
import java.util.function.ToIntFunction;

/** The four processes of the shop. */
public enum Service {
    AUTH("auth-service", Ports::auth, Ports::authManagement, "256m"),
    CATALOG("catalog-service", Ports::catalog, Ports::catalogManagement, "320m"),
    CART("cart-service", Ports::cart, Ports::cartManagement, "256m"),
    GATEWAY("gateway", Ports::gateway, Ports::gatewayManagement, "256m");

    private final String label;
    private final ToIntFunction<Ports> port;
    private final ToIntFunction<Ports> management;
    private final String heap;

    Service(String label, ToIntFunction<Ports> port, ToIntFunction<Ports> management, String heap) {
        this.label = label;
        this.port = port;
        this.management = management;
        this.heap = heap;
    }

    /** As people call it, and as its folder in the repository is called. */
    public String label() {
        return label;
    }

    public int port(Ports ports) {
        return port.applyAsInt(ports);
    }

    public int management(Ports ports) {
        return management.applyAsInt(ports);
    }

    /** The most its objects may take, as {@code -Xmx} says it. */
    String heap() {
        return heap;
    }
}
