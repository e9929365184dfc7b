package io.vitrina.gateway.route;

import io.vertx.core.http.HttpHeaders;
import io.vitrina.gateway.limit.SignedInUsers;
import io.vitrina.kit.request.RequestId;
import io.vitrina.kit.request.TraceParent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * One line for each call that somebody may ask about: it changed something, it was answered with an error, which tells
 * its client to quote an id, or its client gave it one. Other calls are counted, not logged; at DEBUG all are. Of calls
 * that are over their allowance there is no end: of those, some are logged, and all are counted.
 *
 * <p>Of the address only the template is written: what stands in its place may be anything.
 */
final class AccessLog {

    private static final Logger LOG = Logger.getLogger("io.vitrina.gateway.access");
    private static final String USER_ID = "user_id";
    private static final String TRACE_ID = "trace_id";
    private static final String SPAN_ID = "span_id";
    private static final int FIRST_ERROR = 400;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    /** Lines a second about calls over their allowance: enough to see who floods us, too few to flood the log. */
    private static final int REFUSALS_A_SECOND = 20;

    private final SignedInUsers users;
    private final AtomicLong refusalSecond = new AtomicLong();
    private final AtomicInteger refusals = new AtomicInteger();

    AccessLog(SignedInUsers users) {
        this.users = users;
    }

    void answered(Exchange exchange) {
        int status = exchange.response().getStatusCode();
        boolean worthIt = exchange.isNamed() || !exchange.isRead() || status >= FIRST_ERROR;
        Logger.Level level =
                worthIt && (!exchange.isOverLimit() || mayTellOfRefusal()) ? Logger.Level.INFO : Logger.Level.DEBUG;
        if (!LOG.isEnabled(level)) {
            return;
        }
        about(
                exchange,
                () -> LOG.logf(
                        level,
                        "%s %s %d %d ms",
                        exchange.methodLabel(),
                        exchange.template(),
                        status,
                        exchange.elapsedNanos() / MILLI));
    }

    private boolean mayTellOfRefusal() {
        long second = System.nanoTime() / SECOND;
        if (refusalSecond.getAndSet(second) != second) {
            refusals.set(0);
        }
        return refusals.incrementAndGet() <= REFUSALS_A_SECOND;
    }

    /** Writes a line that carries the call's id and, where they are known, its user's and its trace's. */
    void about(Exchange exchange, Runnable line) {
        String user = users.subjectOf(exchange.request().getHeader(HttpHeaders.AUTHORIZATION));
        MDC.put(RequestId.MDC_KEY, exchange.requestId());
        if (user != null) {
            MDC.put(USER_ID, user);
        }
        TraceParent trace = TraceParent.parse(exchange.traceParent());
        if (trace != null) {
            MDC.put(TRACE_ID, trace.traceId());
            MDC.put(SPAN_ID, trace.spanId());
        }
        try {
            line.run();
        } finally {
            MDC.remove(RequestId.MDC_KEY);
            MDC.remove(USER_ID);
            MDC.remove(TRACE_ID);
            MDC.remove(SPAN_ID);
        }
    }
}
