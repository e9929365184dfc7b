package io.vitrina.auth.key;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when there is a key to sign with. */
@Readiness
@ApplicationScoped
class KeysReady implements HealthCheck {

    private final SigningKeys keys;

    KeysReady(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("signing keys")
                .status(keys.active() != null)
                .build();
    }
}
