package io.vitrina.cart.payment.scenario;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vitrina.simulator.ledger.Provider;

@QuarkusTest
@TestProfile(ScenarioProfile.YooKassa.class)
class YooKassaMoneyBackTest extends MoneyBackScenarios {

    @Override
    Provider provider() {
        return Provider.YOOKASSA;
    }
}
