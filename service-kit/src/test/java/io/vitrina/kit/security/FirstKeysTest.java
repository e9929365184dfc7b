package io.vitrina.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.QuarkusTestProfile.TestResourceEntry;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A service that starts while the auth service is away. */
@QuarkusTest
@TestProfile(FirstKeysTest.Early.class)
class FirstKeysTest {

    /** As the security rules have it. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    public static class Early implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(KeyServer.class, Map.of(KeyServer.FIRST_MOOD, KeyServer.Mood.GONE.name())));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @TestHTTPResource("/things/mine")
    URI mine;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    KeyServer keys;

    @Test
    void isReadyOnceTheKeysHaveBeenThereAndStaysSo() throws Exception {
        awaitFetches(keys.fetches() + 2);
        assertThat(readiness()).isEqualTo(503);
        keys.become(KeyServer.Mood.ANSWERS);
        long answered = System.nanoTime();
        while (readiness() != 200) {
            assertThat(Duration.ofNanos(System.nanoTime() - answered)).isLessThan(READY_WITHIN);
            LockSupport.parkNanos(20_000_000);
        }
        int fetches = keys.fetches();
        assertThat(new Visitor(mine).withValidToken()).isEqualTo(200);
        assertThat(keys.fetches()).as("the first token waits for nobody").isEqualTo(fetches);
        keys.become(KeyServer.Mood.GONE);
        assertThat(readiness()).isEqualTo(200);
    }

    private void awaitFetches(int count) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (keys.fetches() < count) {
            assertThat(System.nanoTime()).as("asked for again").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private int readiness() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
