package io.vitrina.cart.payment.scenario;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vitrina.simulator.ledger.Provider;

@QuarkusTest
@TestProfile(ScenarioProfile.Stripe.class)
class StripePayingTest extends PayingScenarios {

    @Override
    Provider provider() {
        return Provider.STRIPE;
    }
}
