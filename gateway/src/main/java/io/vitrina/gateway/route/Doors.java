package io.vitrina.gateway.route;

import io.vertx.core.buffer.Buffer;
import io.vitrina.gateway.cache.EdgeCache;
import io.vitrina.gateway.config.GatewayConfig;
import io.vitrina.gateway.config.ServiceName;
import io.vitrina.gateway.docs.ApiDocument;
import io.vitrina.gateway.docs.DocsPages;
import io.vitrina.gateway.docs.Operations;
import io.vitrina.gateway.health.ServiceHealth;
import io.vitrina.gateway.limit.Limiter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What all event loops of the gateway share. */
@Singleton
class Doors {

    static final Buffer UP = Buffer.buffer("{\"status\":\"UP\"}");

    private final GatewayConfig config;
    private final DocsPages docs;
    private final Operations operations;
    private final ServiceHealth health;
    private final Limiter limiter;
    private final EdgeCache cache;
    private final GatewayMetrics metrics;
    private final ClientAddress addresses;
    private final InFlight inFlight = new InFlight();
    private final Map<ServiceName, Upstream> upstreams = new EnumMap<>(ServiceName.class);

    Doors(
            GatewayConfig config,
            DocsPages docs,
            ApiDocument api,
            ServiceHealth health,
            Limiter limiter,
            EdgeCache cache,
            GatewayMetrics metrics) {
        this.config = config;
        this.docs = docs;
        this.operations = api.operations();
        this.health = health;
        this.limiter = limiter;
        this.cache = cache;
        this.metrics = metrics;
        this.addresses = new ClientAddress(config.trustedProxies().orElse(List.of()));
        for (ServiceName service : ServiceName.values()) {
            Upstream upstream = new Upstream(service, service.addresses(config.services()));
            upstreams.put(service, upstream);
            metrics.watch(upstream);
        }
        metrics.watch(inFlight);
    }

    InFlight inFlight() {
        return inFlight;
    }

    DocsPages docs() {
        return docs;
    }

    Operations operations() {
        return operations;
    }

    ServiceHealth health() {
        return health;
    }

    Limiter limiter() {
        return limiter;
    }

    EdgeCache cache() {
        return cache;
    }

    GatewayMetrics metrics() {
        return metrics;
    }

    ClientAddress addresses() {
        return addresses;
    }

    Upstream upstream(ServiceName service) {
        return upstreams.get(service);
    }

    long maxHeaders() {
        return config.sizes().headers().asLongValue();
    }

    long maxUri() {
        return config.sizes().uri().asLongValue();
    }

    long maxBody() {
        return config.sizes().body().asLongValue();
    }

    long maxImport() {
        return config.sizes().importBody().asLongValue();
    }

    int maxCachedAnswer() {
        return (int) config.cache().maxAnswer().asLongValue();
    }

    Duration patience() {
        return config.timeouts().upstream();
    }

    Duration bulkPatience() {
        return config.timeouts().bulk();
    }
}
