package io.vitrina.auth.startup;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.vitrina.auth.config.AuthConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start a shop on secrets that everybody knows: under the profile {@code production}. */
@ApplicationScoped
class ProductionGuard {

    static final String PROFILE = "production";

    private final AuthConfig config;
    private final Optional<String> databasePassword;

    ProductionGuard(
            AuthConfig config,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> databasePassword) {
        this.config = config;
        this.databasePassword = databasePassword;
    }

    void check(@Observes @Priority(1) StartupEvent start) {
        if (!ConfigUtils.isProfileActive(PROFILE)) {
            return;
        }
        List<String> broken = ProductionRules.broken(config, databasePassword.orElse(""));
        if (!broken.isEmpty()) {
            throw new IllegalStateException("not fit for production: " + String.join("; ", broken));
        }
    }
}
