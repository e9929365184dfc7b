package io.vitrina.kit.request;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Empties the connections of a service that is about to stop: in its last seconds ({@code quarkus.shutdown.delay}) each
 * answer ends its connection, so that none is left on which a call could meet a closed door.
 */
@ApplicationScoped
public class Farewell {

    /** Behind the request id, before whatever answers. */
    private static final int EARLY = 900;

    private volatile boolean leaving;

    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
    }

    void register(@Observes Filters filters) {
        filters.register(this::answer, EARLY);
    }

    private void answer(RoutingContext call) {
        if (leaving && call.request().version() == HttpVersion.HTTP_1_1) {
            call.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        call.next();
    }
}
