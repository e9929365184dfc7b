package io.vitrina.kit.body;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import io.vitrina.kit.problem.Problem;
import io.vitrina.kit.problem.Problems;
import io.vitrina.kit.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Refuses a body that says it is too large before a byte of it is read, with the body of every other error. */
@ApplicationScoped
public class BodyLimit {

    private static final int AFTER_REQUEST_ID = 900;

    private final long limit;
    private final Map<String, MemorySize> byPath;

    BodyLimit(BodyLimitConfig config) {
        this.limit = config.maxBodySize().asLongValue();
        this.byPath = config.bodyLimits();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_REQUEST_ID);
    }

    private void check(RoutingContext call) {
        long length = length(call);
        long allowed = limitOf(call.normalizedPath());
        if (length <= allowed) {
            call.next();
            return;
        }
        Problem problem = Problem.of(
                Problems.CONTENT_TOO_LARGE, "the body may have at most " + allowed + " bytes", RequestId.of(call));
        call.response()
                .setStatusCode(problem.kind().status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Connection", "close")
                .end(problem.toJson());
    }

    /** Bytes a body may have that does not say how long it is; empty where the resource itself counts them. */
    OptionalLong whileReading(String path) {
        return special(path).isPresent() ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    private long limitOf(String path) {
        return special(path).map(MemorySize::asLongValue).orElse(limit);
    }

    private Optional<MemorySize> special(String path) {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return byPath.entrySet().stream()
                .filter(entry -> plain.endsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static long length(RoutingContext call) {
        String header = call.request().getHeader("Content-Length");
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
