package io.vitrina.gateway.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The services behind the gateway. */
public enum ServiceName {
    AUTH,
    CATALOG,
    CART;

    /** As it is called in documents and health answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT) + "-service";
    }

    /** Its configured addresses, at least one. */
    public List<URI> addresses(GatewayConfig.Services config) {
        return switch (this) {
            case AUTH -> config.auth();
            case CATALOG -> config.catalog();
            case CART -> config.cart();
        };
    }

    /** Its configured readiness URL, where one is set. */
    public Optional<URI> readiness(GatewayConfig.Readiness config) {
        return switch (this) {
            case AUTH -> config.auth();
            case CATALOG -> config.catalog();
            case CART -> config.cart();
        };
    }
}
