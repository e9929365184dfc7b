package io.vitrina.cart.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the service under test a catalogue, and somebody who issues its service token. */
public class StubCatalogResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        String url = StubCatalog.start().url();
        return Map.of(
                "vitrina.cart.catalog-url", url,
                "vitrina.service.auth-url", url,
                "vitrina.service.client-secret", "test");
    }

    @Override
    public void stop() {
        // The stub lives as long as the JVM: the next test profile uses it again.
    }
}
