package io.vitrina.gateway.route;

import io.vertx.core.http.HttpHeaders;
import io.vitrina.gateway.limit.SignedInUsers;
import io.vitrina.kit.request.RequestId;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * One line for each call that somebody may ask about: it changed something, it failed on our side, or its client gave
 * it an id. Other calls are counted, not logged; at DEBUG all are.
 *
 * <p>Of the address only the template is written: what stands in its place may be anything.
 */
final class AccessLog {

    private static final Logger LOG = Logger.getLogger("io.vitrina.gateway.access");
    private static final String USER_ID = "user_id";
    private static final long MILLI = 1_000_000L;

    private final SignedInUsers users;

    AccessLog(SignedInUsers users) {
        this.users = users;
    }

    void answered(Exchange exchange) {
        int status = exchange.response().getStatusCode();
        boolean worthIt = exchange.isNamed() || !exchange.isRead() || status >= 500;
        Logger.Level level = worthIt ? Logger.Level.INFO : Logger.Level.DEBUG;
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

    /** Writes a line that carries the call's id and, where he is known, its user's. */
    void about(Exchange exchange, Runnable line) {
        String user = users.subjectOf(exchange.request().getHeader(HttpHeaders.AUTHORIZATION));
        MDC.put(RequestId.MDC_KEY, exchange.requestId());
        if (user != null) {
            MDC.put(USER_ID, user);
        }
        try {
            line.run();
        } finally {
            MDC.remove(RequestId.MDC_KEY);
            MDC.remove(USER_ID);
        }
    }
}
