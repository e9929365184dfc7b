package io.vitrina.kit.request;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * One line of a service for each call that somebody may ask about, by the gateway's own rule: it changed something, it
 * was answered with an error, or its client gave it an id. The other calls are logged at DEBUG.
 *
 * <p>Of the address only the template is written: what stands in its place may be anything.
 */
public class CallLog {

    private static final Logger LOG = Logger.getLogger("io.vitrina.kit.calls");

    private static final String USER_ID = "user_id";
    private static final String BEGIN = "io.vitrina.kit.begin";
    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int FIRST_ERROR = 400;
    private static final long MILLI = 1_000_000L;

    private final List<String> readsByPost;
    private final Map<Method, String> templates = new ConcurrentHashMap<>();

    CallLog(@ConfigProperty(name = "vitrina.log.reads-by-post") Optional<List<String>> readsByPost) {
        this.readsByPost = readsByPost.orElse(List.of());
    }

    /** Tells the log who calls, as soon as that is known. */
    public static void isBy(String userId) {
        MDC.put(USER_ID, userId);
    }

    @ServerRequestFilter(preMatching = true)
    public void begin(ContainerRequestContext call) {
        call.setProperty(BEGIN, System.nanoTime());
    }

    @ServerResponseFilter
    public void answered(ContainerRequestContext call, ContainerResponseContext answer, ResourceInfo resource) {
        boolean read = READS.contains(call.getMethod()) || readsByPost.contains(template(resource));
        boolean worthIt = !read || answer.getStatus() >= FIRST_ERROR || !RequestId.isMade(RequestId.current());
        Logger.Level level = worthIt ? Logger.Level.INFO : Logger.Level.DEBUG;
        if (!LOG.isEnabled(level)) {
            return;
        }
        Map<String, String> trace = trace(call);
        trace.forEach(MDC::put);
        try {
            LOG.logf(
                    level,
                    "%s %s %d %d ms",
                    call.getMethod(),
                    template(resource),
                    answer.getStatus(),
                    call.getProperty(BEGIN) instanceof Long begin ? (System.nanoTime() - begin) / MILLI : 0);
        } finally {
            trace.keySet().forEach(MDC::remove);
        }
    }

    /** Without the tracing agent the caller's own header tells what the call is a part of. */
    private static Map<String, String> trace(ContainerRequestContext call) {
        TraceParent parent = TraceParent.parse(call.getHeaderString(TraceParent.HEADER.toString()));
        Map<String, String> trace = new HashMap<>();
        if (parent != null && MDC.get("trace_id") == null) {
            trace.put("trace_id", parent.traceId());
            trace.put("span_id", parent.spanId());
        }
        return trace;
    }

    private String template(ResourceInfo resource) {
        Method method = resource == null ? null : resource.getResourceMethod();
        return method == null
                ? "other"
                : templates.computeIfAbsent(
                        method,
                        key -> joined(
                                path(resource.getResourceClass().getAnnotation(Path.class)),
                                path(key.getAnnotation(Path.class))));
    }

    private static String path(Path path) {
        return path == null ? "" : path.value();
    }

    static String joined(String first, String second) {
        return ("/" + first + "/" + second)
                .replaceAll("/{2,}", "/")
                .replaceAll("(?<=.)/$", "")
                // As the documents write it: what a parameter may look like is of no interest to a log's reader.
                .replaceAll("\\{\\s*([\\w.-]+)\\s*:(?:[^{}]|\\{[^{}]*})*}", "{$1}");
    }
}
