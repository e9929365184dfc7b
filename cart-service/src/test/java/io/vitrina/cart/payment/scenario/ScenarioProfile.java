package io.vitrina.cart.payment.scenario;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.vitrina.kit.testing.DatabaseResource;
import io.vitrina.kit.testing.TokenResource;
import java.util.List;
import java.util.Map;

/** The service against one simulated provider, with its sweepers awake every second. */
public abstract class ScenarioProfile implements QuarkusTestProfile {

    private final String provider;

    ScenarioProfile(String provider) {
        this.provider = provider;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(DatabaseResource.class, Map.of("role", "cart")),
                new TestResourceEntry(TokenResource.class),
                new TestResourceEntry(ProvidersResource.class, Map.of("provider", provider)));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "vitrina.payments.accept-test", "false",
                "vitrina.orders.sweep-every", "1s",
                "vitrina.payments.poll-every", "1s",
                "quarkus.log.category.\"io.vitrina.cart\".level", "WARN");
    }

    /** Against Stripe. */
    public static final class Stripe extends ScenarioProfile {
        public Stripe() {
            super("stripe");
        }
    }

    /** Against YooKassa. */
    public static final class YooKassa extends ScenarioProfile {
        public YooKassa() {
            super("yookassa");
        }
    }
}
