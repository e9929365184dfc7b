package io.vitrina.kit.telemetry;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

/**
 * Writes the log as {@link JsonLines} where {@code vitrina.log.json} says so: under the production profile.
 *
 * <p>It lets everything pass. It is a filter because the framework makes those together with the console, long before
 * any bean, and asks them before it formats: so the very first line is JSON, too.
 */
@LoggingFilter(name = JsonLogging.NAME)
public final class JsonLogging implements Filter {

    static final String NAME = "json-lines";

    private final boolean json;
    private final String service;
    private volatile boolean applied;

    public JsonLogging(
            @ConfigProperty(name = "vitrina.log.json") String json,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.json = Boolean.parseBoolean(json);
        this.service = service;
    }

    @Override
    public boolean isLoggable(LogRecord event) {
        if (json && !applied) {
            applied = apply(Logger.getLogger("").getHandlers());
        }
        return true;
    }

    /** Whether there is a console among them; it may stand behind a handler that delays. */
    private boolean apply(Handler[] handlers) {
        boolean found = false;
        for (Handler handler : handlers) {
            if (handler instanceof ConsoleHandler console) {
                console.setFormatter(new JsonLines(service));
                found = true;
            } else if (handler instanceof ExtHandler wrapper) {
                found |= apply(wrapper.getHandlers());
            }
        }
        return found;
    }
}
