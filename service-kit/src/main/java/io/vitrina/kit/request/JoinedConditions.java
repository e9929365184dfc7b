package io.vitrina.kit.request;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Makes one line of several lines of a condition (RFC 9110, 5.3): a resource reads the first one only. */
@ApplicationScoped
public class JoinedConditions {

    private static final int BEFORE_RESOURCES = 800;
    private static final List<String> CONDITIONS = List.of("If-Match", "If-None-Match");

    void register(@Observes Filters filters) {
        filters.register(JoinedConditions::join, BEFORE_RESOURCES);
    }

    private static void join(RoutingContext call) {
        MultiMap headers = call.request().headers();
        for (String condition : CONDITIONS) {
            if (headers.contains(condition)) {
                List<String> lines = headers.getAll(condition);
                if (lines.size() > 1) {
                    headers.set(condition, String.join(", ", lines));
                }
            }
        }
        call.next();
    }
}
