package io.vitrina.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import io.vitrina.kit.testing.TestTokens;
import io.vitrina.kit.testing.TokenResource;
import jakarta.inject.Inject;
import java.util.List;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    private final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();
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

    /** Contexts of lines about a call, when there is one; they are written after the answer has gone out. */
    private List<Map<String, String>> awaitLines(String id) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            List<Map<String, String>> lines = contexts.stream()
                    .filter(context -> id.equals(context.get("request_id")))
                    .toList();
            if (!lines.isEmpty()) {
                return lines;
            }
            assertThat(System.nanoTime()).as("logged in time").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/api/v1/cart?q=%&stub=html\u0001", "/api/v1/products/1/%zz"})
    void namesEachCallWhoseClientIsToldAnId(String target) {
        RawHttp.Answer refused = RawHttp.to(server.port()).get(target, "X-Forwarded-For: 198.18.9.8");
        assertThat(refused.status()).isBetween(400, 499);
        assertThat(awaitLines(refused.json().getString("request_id"))).hasSize(1);
    }

    @Test
    void tellsOfSomeOfManyCallsThatAreOverTheirAllowance() {
        long started = System.nanoTime();
        int refusals = 0;
        for (int i = 0; i < 400; i++) {
            refusals += RawHttp.to(server.port())
                                    .get("/health", "X-Forwarded-For: 198.18.9.7", "X-Request-Id: flood")
                                    .status()
                            == 429
                    ? 1
                    : 0;
        }
        long seconds = (System.nanoTime() - started) / 1_000_000_000L + 2;
        long told = messages.stream().filter(line -> line.contains(" 429 ")).count();
        assertThat(refusals).isGreaterThan(20);
        assertThat(told).isBetween(1L, Math.min(refusals, 20 * seconds));
    }

    @Test
    void namesTheTraceThatACallIsAPartOf() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        RawHttp.to(server.port())
                .get("/health", "traceparent: 00-" + trace + "-00f067aa0ba902b7-01", "X-Request-Id: of-a-trace");
        assertThat(awaitLines("of-a-trace"))
                .allSatisfy(context -> assertThat(context).containsEntry("trace_id", trace));
        RawHttp.to(server.port()).get("/health", "traceparent: nonsense", "X-Request-Id: of-no-trace");
        assertThat(awaitLines("of-no-trace"))
                .allSatisfy(context -> assertThat(context).doesNotContainKey("trace_id"));
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
            messages.add(ExtLogRecord.wrap(event).getFormattedMessage());
            contexts.add(ExtLogRecord.wrap(event).getMdcCopy());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
