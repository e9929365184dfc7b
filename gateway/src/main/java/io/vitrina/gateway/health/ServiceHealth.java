package io.vitrina.gateway.health;

import io.vertx.core.Future;
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

/** Asks the services whether they are ready, by the same probe that an orchestrator uses. */
@Singleton
public class ServiceHealth {

    /** How far a service's management port is from its own, where no readiness URL is set. */
    private static final int MANAGEMENT_OFFSET = 90;

    private final HttpClient client;
    private final Map<ServiceName, URI> probes = new EnumMap<>(ServiceName.class);
    private final long timeoutMillis;

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
                            .orElseGet(() ->
                                    beside(service.addresses(config.services()).getFirst())));
        }
    }

    /** {@code {status, services: [{name, status}]}}; never fails. */
    public Future<JsonObject> ask() {
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

    private Future<Boolean> isReady(ServiceName service) {
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(probes.get(service).toString())
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
