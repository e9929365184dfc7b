package io.vitrina.gateway.route;

import io.vitrina.gateway.config.ServiceName;
import java.util.Optional;

/** Which service answers a path. What is not listed here is not reachable from outside. */
final class RouteTable {

    /** Where the keys are, at the service and at the gateway's root. */
    static final String JWKS = "/.well-known/jwks.json";

    private static final String API = "/api/v1/";

    private RouteTable() {}

    /** The service and the path it knows; empty for everything that is not routed. */
    static Optional<Route> find(String path) {
        if (path.equals(JWKS)) {
            return Optional.of(new Route(ServiceName.AUTH, JWKS));
        }
        if (!path.startsWith(API)) {
            return Optional.empty();
        }
        int end = path.indexOf('/', API.length());
        String prefix = path.substring(API.length(), end < 0 ? path.length() : end);
        return switch (prefix) {
            case "auth", "users" -> Optional.of(new Route(ServiceName.AUTH, path));
            case "categories", "products", "media" -> Optional.of(new Route(ServiceName.CATALOG, path));
            case "cart", "orders", "payments" -> Optional.of(new Route(ServiceName.CART, path));
            // The contract names the keys among the calls below /api/v1, and at the root too.
            case ".well-known" ->
                path.endsWith(JWKS) && path.length() == API.length() - 1 + JWKS.length()
                        ? Optional.of(new Route(ServiceName.AUTH, JWKS))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /**
     * @param service who answers
     * @param path as the service knows it
     */
    record Route(ServiceName service, String path) {}
}
