package io.vitrina.gateway.health;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vitrina.gateway.config.GatewayConfig;
import io.vitrina.gateway.config.ServiceName;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Asks the services whether they are ready, by the same probe that an orchestrator uses. */
@Singleton
public class ServiceHealth {

    /** How far a service's management port is from its own, where no readiness URL is set. */
    private static final int MANAGEMENT_OFFSET = 90;

    private final HttpClient client;
    private final Map<ServiceName, List<URI>> probes = new EnumMap<>(ServiceName.class);
    private final long timeoutMillis;

    /** The round of questions that is on its way, or was; whoever comes meanwhile gets its answer. */
    private final AtomicReference<Future<JsonObject>> round = new AtomicReference<>();

    ServiceHealth(Vertx vertx, GatewayConfig config) {
        this.timeoutMillis = config.readiness().timeout().toMillis();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) timeoutMillis)
                .setMaxPoolSize(2)
                .setIdleTimeout(30)
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
        for (ServiceName service : ServiceName.values()) {
            probes.put(
                    service,
                    service.readiness(config.readiness())
                            .map(List::of)
                            .orElseGet(() -> service.addresses(config.services()).stream()
                                    .map(ServiceHealth::beside)
                                    .toList()));
        }
    }

    /** {@code {status, services: [{name, status}]}}; never fails, and completes on any thread. */
    public Future<JsonObject> ask() {
        Promise<JsonObject> mine = Promise.promise();
        Future<JsonObject> current = round.get();
        if (current != null && !current.isComplete()) {
            return current;
        }
        if (!round.compareAndSet(current, mine.future())) {
            return round.get();
        }
        askAll().onComplete(mine);
        return mine.future();
    }

    private Future<JsonObject> askAll() {
        List<Future<Boolean>> answers =
                Arrays.stream(ServiceName.values()).map(this::isReady).toList();
        return Future.join(answers).map(ignored -> {
            JsonArray services = new JsonArray();
            int ready = 0;
            for (int i = 0; i < answers.size(); i++) {
                boolean up = answers.get(i).result();
                ready += up ? 1 : 0;
                services.add(new JsonObject()
                        .put("name", ServiceName.values()[i].label())
                        .put("status", up ? "UP" : "DOWN"));
            }
            String status = ready == answers.size() ? "UP" : ready == 0 ? "DOWN" : "DEGRADED";
            return new JsonObject().put("status", status).put("services", services);
        });
    }

    /** A service is up while any of its addresses is. */
    private Future<Boolean> isReady(ServiceName service) {
        List<Future<Boolean>> answers =
                probes.get(service).stream().map(this::isReady).toList();
        return Future.join(answers).map(ignored -> answers.stream().anyMatch(Future::result));
    }

    private Future<Boolean> isReady(URI probe) {
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(probe.toString())
                .setMethod(HttpMethod.GET)
                .setTimeout(timeoutMillis);
        return client.request(options)
                .compose(request -> request.send())
                .compose(response -> response.end().map(ignored -> response.statusCode() == 200))
                .recover(ignored -> Future.succeededFuture(false));
    }

    private static URI beside(URI service) {
        int port = service.getPort() > 0 ? service.getPort() : "https".equals(service.getScheme()) ? 443 : 80;
        return URI.create("http://" + service.getHost() + ":" + (port + MANAGEMENT_OFFSET) + "/q/health/ready");
    }
}
