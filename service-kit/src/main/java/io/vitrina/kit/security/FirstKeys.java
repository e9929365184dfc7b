package io.vitrina.kit.security;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Fetches the auth service's keys at the start, again and again until they are here. A service that has never seen them
 * would refuse every token, so it is not ready; once it has, it goes on without the auth service.
 */
@Readiness
@ApplicationScoped
public class FirstKeys implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(FirstKeys.class);

    /** Services start together: the auth service is usually there a moment later. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final AccessTokens tokens;
    private final JWTAuthContextInfo context;
    private final boolean needed;
    private volatile boolean stopped;

    /** @param needed false for services that are ready without keys */
    FirstKeys(
            AccessTokens tokens,
            JWTAuthContextInfo context,
            @ConfigProperty(name = "vitrina.token.keys-before-ready") boolean needed) {
        this.tokens = tokens;
        this.context = context;
        this.needed = needed;
    }

    void start(@Observes StartupEvent started) {
        if (needed) {
            Thread.ofPlatform().daemon().name("first keys").start(this::fetch);
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    private void fetch() {
        boolean told = false;
        while (!stopped && !tokens.fetchKeys(context)) {
            if (!told) {
                LOG.warn("the auth service's keys are not to be had yet: not ready until they are");
                told = true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (told && !stopped) {
            LOG.info("the auth service's keys are here");
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("token keys")
                .status(!needed || tokens.hasKeys())
                .build();
    }
}
