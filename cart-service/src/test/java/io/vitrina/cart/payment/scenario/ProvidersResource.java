package io.vitrina.cart.payment.scenario;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vitrina.simulator.ProviderSimulator;
import io.vitrina.simulator.config.SimulatorSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A shop's surroundings: both providers, the catalogue, and whoever gives out service tokens. */
public class ProvidersResource implements QuarkusTestResourceLifecycleManager {

    private ProviderSimulator simulator;
    private ScenarioCatalog catalog;
    private String provider;

    @Override
    public void init(Map<String, String> args) {
        provider = args.get("provider");
    }

    @Override
    public Map<String, String> start() {
        simulator = ProviderSimulator.start(SimulatorSettings.forTests()
                .signingWith("whsec_new", "whsec_old")
                .retryingAfter(Duration.ofMillis(50), Duration.ofMillis(200)));
        catalog = new ScenarioCatalog(provider.equals("stripe") ? "USD" : "RUB");
        Map<String, String> config = new HashMap<>();
        config.put("vitrina.payments.provider", provider);
        config.put("vitrina.payments.stripe.base-url", simulator.url().toString());
        config.put("vitrina.payments.stripe.secret-key", "sk_test_simulator");
        config.put("vitrina.payments.stripe.webhook-secrets", "whsec_old");
        config.put("vitrina.payments.yookassa.base-url", simulator.url().toString());
        config.put("vitrina.payments.yookassa.shop-id", "100500");
        config.put("vitrina.payments.yookassa.secret-key", "test_simulator");
        config.put("vitrina.cart.catalog-url", catalog.url());
        config.put("vitrina.service.auth-url", catalog.url());
        config.put("vitrina.service.client-id", "cart-service");
        config.put("vitrina.service.client-secret", "not-checked-here");
        return config;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(simulator, new TestInjector.MatchesType(ProviderSimulator.class));
        injector.injectIntoFields(catalog, new TestInjector.MatchesType(ScenarioCatalog.class));
    }

    @Override
    public void stop() {
        simulator.close();
        catalog.close();
    }
}
