package io.vitrina.kit.request;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** Gives every call an id: the caller's when it is sane, else a new one; in the answer, the log and each problem. */
@ApplicationScoped
public class RequestId {

    public static final String HEADER = "X-Request-Id";

    /** Name of the id in the logging context. */
    public static final String MDC_KEY = "request_id";

    /**
     * What an id of ours looks like: a UUID of version 8, which RFC 9562 leaves to everybody. So a service behind the
     * gateway knows whether the id it is handed was the client's.
     */
    private static final Pattern MADE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private static final long VERSION = 0xF000L;
    private static final long OURS = 0x8000L;

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** Before everything else, so that refusals of the layers below carry it too. */
    private static final int FIRST = 1_000;

    void register(@Observes Filters filters) {
        filters.register(RequestId::assign, FIRST);
    }

    private static void assign(RoutingContext call) {
        String id = accept(call.request().getHeader(HEADER));
        call.put(HEADER, id);
        call.response().putHeader(HEADER, id);
        MDC.put(MDC_KEY, id);
        call.next();
    }

    /** The given id when it is short and plain, else a new one: it goes into logs and headers as it is. */
    public static String accept(String given) {
        return given != null && SANE.matcher(given).matches() ? given : make();
    }

    /** Whether one of our processes made the id, and no client asked for it by a name of its own. */
    public static boolean isMade(String id) {
        return MADE.matcher(id).matches();
    }

    private static String make() {
        UUID random = UUID.randomUUID();
        return new UUID(random.getMostSignificantBits() & ~VERSION | OURS, random.getLeastSignificantBits()).toString();
    }

    /** The id of the call, also where the logging context is not set up. */
    public static String of(RoutingContext call) {
        String id = call == null ? null : call.get(HEADER);
        return id != null ? id : current();
    }

    /** The id of the call this thread works for; a new one outside of any call. */
    public static String current() {
        Object id = MDC.get(MDC_KEY);
        return id != null ? id.toString() : make();
    }
}
