package io.vitrina.catalog;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.kit.testing.ConnectionLimits;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConnectionLimitsTest {

    @Inject
    DataSource source;

    @Test
    void connectionsAreLimitedAtTheServer() throws Exception {
        ConnectionLimits.assertSet(source);
    }
}
