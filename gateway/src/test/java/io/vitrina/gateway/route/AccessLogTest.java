package io.vitrina.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import io.vitrina.kit.testing.TestTokens;
import io.vitrina.kit.testing.TokenResource;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose call a line of the log is about. */
@QuarkusTest
@WithTestResource(StubServices.class)
@WithTestResource(TokenResource.class)
class AccessLogTest {

    private static final long PATIENCE_NANOS = 15_000_000_000L;

    @Inject
    GatewayServer server;

    private final Logger logger = Logger.getLogger("io.vitrina.gateway");
    private final ConcurrentLinkedQueue<Map<String, String>> contexts = new ConcurrentLinkedQueue<>();
    private final Handler listener = new Contexts();

    @BeforeEach
    void listen() {
        logger.addHandler(listener);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(listener);
    }

    /** Calls until its line names the user: whose token it is, is found out aside. */
    private void awaitUser(String target, String id) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        String token = "Authorization: Bearer " + TestTokens.user(4711);
        while (contexts.stream().noneMatch(context -> "4711".equals(context.get("user_id")))) {
            assertThat(System.nanoTime()).as("named in time").isLessThan(deadline);
            RawHttp.to(server.port()).get(target, token, "X-Request-Id: " + id, "X-Forwarded-For: 198.18.9.9");
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(contexts)
                .filteredOn(context -> context.containsKey("user_id"))
                .allSatisfy(context -> assertThat(context).containsEntry("request_id", id));
    }

    @Test
    void namesTheUserWhoseTokenACallCarries() {
        awaitUser("/api/v1/cart", "of-a-user");
    }

    @Test
    void namesNobodyWhoIsNotKnown() {
        RawHttp.to(server.port()).get("/health", "Authorization: Bearer x.y.z", "X-Request-Id: of-a-stranger");
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (contexts.isEmpty()) {
            assertThat(System.nanoTime()).as("logged in time").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
        assertThat(contexts)
                .allSatisfy(context -> assertThat(context)
                        .containsEntry("request_id", "of-a-stranger")
                        .doesNotContainKey("user_id"));
    }

    @Test
    void namesTheCallThatAServiceDidNotAnswer() {
        RawHttp.to(server.port()).get("/api/v1/cart?stub=reset", "X-Request-Id: unanswered");
        assertThat(contexts)
                .filteredOn(context -> "unanswered".equals(context.get("request_id")))
                .as("its warning and its line")
                .hasSizeGreaterThanOrEqualTo(1);
    }

    private final class Contexts extends Handler {

        @Override
        public void publish(LogRecord event) {
            contexts.add(ExtLogRecord.wrap(event).getMdcCopy());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
