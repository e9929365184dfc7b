package io.vitrina.kit.telemetry;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Writes the log as {@link JsonLines} where {@code vitrina.log.json} says so: under the production profile. */
@ApplicationScoped
class JsonLogging {

    private final boolean json;
    private final String service;

    JsonLogging(
            @ConfigProperty(name = "vitrina.log.json", defaultValue = "false") boolean json,
            @ConfigProperty(name = "quarkus.application.name", defaultValue = "vitrina") String service) {
        this.json = json;
        this.service = service;
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        if (json) {
            apply(Logger.getLogger("").getHandlers());
        }
    }

    private void apply(Handler[] handlers) {
        for (Handler handler : handlers) {
            if (handler instanceof ConsoleHandler console) {
                console.setFormatter(new JsonLines(service));
            } else if (handler instanceof ExtHandler wrapper) {
                // The console stands behind a handler that delays or filters.
                apply(wrapper.getHandlers());
            }
        }
    }
}
