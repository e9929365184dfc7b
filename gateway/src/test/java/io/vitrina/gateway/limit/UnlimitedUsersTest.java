package io.vitrina.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vitrina.gateway.route.GatewayServer;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import io.vitrina.kit.testing.TestTokens;
import io.vitrina.kit.testing.TokenResource;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Users are known to the log also where nobody is counted. */
@QuarkusTest
@TestProfile(UnlimitedUsersTest.NoLimits.class)
@WithTestResource(StubServices.class)
@WithTestResource(TokenResource.class)
class UnlimitedUsersTest {

    private static final long PATIENCE_NANOS = 15_000_000_000L;

    @Inject
    GatewayServer server;

    @Inject
    SignedInUsers users;

    @Test
    void learnsWhoCallsWithoutCountingHim() {
        String authorization = "Bearer " + TestTokens.user(4712);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!"4712".equals(users.subjectOf(authorization))) {
            assertThat(System.nanoTime()).as("known in time").isLessThan(deadline);
            assertThat(RawHttp.to(server.port())
                            .get("/api/v1/cart", "Authorization: " + authorization)
                            .headers())
                    .doesNotContainKey("ratelimit");
            LockSupport.parkNanos(20_000_000);
        }
    }

    public static final class NoLimits implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("vitrina.gateway.rate-limit.enabled", "false");
        }
    }
}
