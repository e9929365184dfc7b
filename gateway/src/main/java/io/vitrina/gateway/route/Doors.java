package io.vitrina.gateway.route;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vitrina.gateway.cache.EdgeCache;
import io.vitrina.gateway.config.GatewayConfig;
import io.vitrina.gateway.config.ServiceName;
import io.vitrina.gateway.docs.DocsPages;
import io.vitrina.gateway.docs.Operations;
import io.vitrina.gateway.health.ServiceHealth;
import io.vitrina.gateway.limit.Limiter;
import io.vitrina.gateway.limit.SignedInUsers;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What all event loops of the gateway share. */
@Singleton
class Doors {

    static final Buffer UP = Buffer.buffer("{\"status\":\"UP\"}");

    private static final String IMPORT = "/api/v1/products/import";
    private static final String EXPORT = "/api/v1/products/export";

    /** Bytes that bodies which are not yet whole may take in this process: an eighth of its usual heap. */
    private static final long BODY_MEMORY = 32L * 1024 * 1024;

    private final GatewayConfig config;
    private final DocsPages docs;
    private final ServiceHealth health;
    private final Limiter limiter;
    private final SignedInUsers users;
    private final EdgeCache cache;
    private final GatewayMetrics metrics;
    private final AccessLog log;
    private final ClientAddress addresses;
    private final Cors cors;
    private final InFlight inFlight = new InFlight();
    private final BodyMemory bodyMemory = new BodyMemory(BODY_MEMORY);
    private final Map<ServiceName, Upstream> upstreams = new EnumMap<>(ServiceName.class);

    Doors(
            GatewayConfig config,
            DocsPages docs,
            ServiceHealth health,
            Limiter limiter,
            SignedInUsers users,
            EdgeCache cache,
            GatewayMetrics metrics) {
        this.config = config;
        this.docs = docs;
        this.health = health;
        this.limiter = limiter;
        this.users = users;
        this.cache = cache;
        this.metrics = metrics;
        this.log = new AccessLog(users);
        this.cors = new Cors(config.cors());
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

    /** Counts and logs the call when it has been answered, or when its client has gone. */
    void watch(Exchange exchange, Connections connections) {
        HttpConnection connection = exchange.request().connection();
        connections.begin(connection);
        inFlight.begin();
        exchange.response().headersEndHandler(ignored -> sayGoodbye(exchange));
        exchange.response().endHandler(ignored -> {
            inFlight.end();
            metrics.answered(exchange);
            log.answered(exchange);
            connections.end(connection);
        });
    }

    /**
     * The client is to come back by another connection, which leads to another gateway. That is decided when the head of
     * the answer goes out: a call may have come in long before anybody thought of leaving.
     */
    private void sayGoodbye(Exchange exchange) {
        if (!exchange.isHttp2()) {
            if (inFlight.draining() || exchange.isLast()) {
                exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
        } else if (inFlight.draining()) {
            exchange.request().connection().shutdown();
        }
    }

    AccessLog log() {
        return log;
    }

    DocsPages docs() {
        return docs;
    }

    Operations operations() {
        return docs.operations();
    }

    ServiceHealth health() {
        return health;
    }

    Limiter limiter() {
        return limiter;
    }

    SignedInUsers users() {
        return users;
    }

    EdgeCache cache() {
        return cache;
    }

    GatewayMetrics metrics() {
        return metrics;
    }

    Cors cors() {
        return cors;
    }

    ClientAddress addresses() {
        return addresses;
    }

    /** Looks the services' names up again; blocks. */
    void refreshUpstreams() {
        for (Upstream upstream : upstreams.values()) {
            upstream.refresh(name -> Arrays.stream(InetAddress.getAllByName(name))
                    .map(InetAddress::getHostAddress)
                    .toList());
        }
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

    /** Bytes the body of a call to this path may have. */
    long maxBody(String path) {
        if (path.equals(IMPORT)) {
            return config.sizes().importBody().asLongValue();
        }
        boolean image = path.endsWith("/image") && path.startsWith("/api/v1/products/");
        return (image ? config.sizes().imageBody() : config.sizes().body()).asLongValue();
    }

    /** @param bytes that the body may have */
    MeteredBody.Limits bodyLimits(long bytes) {
        return new MeteredBody.Limits(
                bytes, config.timeouts().body(), config.sizes().bodyRate().asLongValue());
    }

    BodyMemory bodyMemory() {
        return bodyMemory;
    }

    int maxCachedAnswer() {
        return (int) config.cache().maxAnswer().asLongValue();
    }

    /** How long a service may take to begin its answer to a call to this path. */
    Duration patience(String path) {
        boolean bulk = path.equals(IMPORT) || path.equals(EXPORT);
        return bulk ? config.timeouts().bulk() : config.timeouts().upstream();
    }
}
