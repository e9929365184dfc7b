package io.vitrina.cart;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.kit.testing.ConnectionLimits;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConnectionLimitsTest extends ShopTest {

    @Inject
    DataSource source;

    @Test
    void connectionsAreLimitedAtTheServer() throws Exception {
        ConnectionLimits.assertSet(source);
    }
}
