package io.vitrina.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.QuarkusTestProfile.TestResourceEntry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The keys are fetched, their max-age passes, and the auth service does not answer any more. */
abstract class KeyOutage {

    private static final int VISITORS = 20;

    /** Above what one fetch may take, with room for a busy machine; far below the library's own patience. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(8);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A verifier that has to fetch again after a second. */
    public static class ShortMaxAge implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(KeyServer.class, Map.of(KeyServer.MAX_AGE, "1")));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @TestHTTPResource("/things/mine")
    URI mine;

    KeyServer keys;

    /** What a visitor saw. */
    private record Seen(int status, Duration took) {}

    void validTokensAreTakenWhileTheAuthServiceIs(KeyServer.Mood mood) throws Exception {
        Visitor visitor = new Visitor(mine);
        assertThat(visitor.withValidToken()).isEqualTo(200);
        keys.become(mood);
        int before = keys.fetches();
        List<Seen> seen = visitUntilSomebodyAsked(visitor, before);
        assertThat(keys.fetches()).as("the keys were asked for in vain").isGreaterThan(before);
        assertThat(seen).extracting(Seen::status).containsOnly(200);
        assertThat(seen).extracting(Seen::took).allMatch(took -> took.compareTo(LONGEST_CALL) < 0);
        int inVain = keys.fetches();
        assertThat(visitor.withValidToken()).isEqualTo(200);
        assertThat(keys.fetches()).as("asked again soon").isEqualTo(inVain);
    }

    /** All visitors together, so that whoever fetches is seen beside those who don't. */
    private List<Seen> visitUntilSomebodyAsked(Visitor visitor, int before) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Future<List<Seen>>> pending = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < VISITORS; i++) {
                pending.add(threads.submit(() -> {
                    List<Seen> seen = new ArrayList<>();
                    do {
                        long begin = System.nanoTime();
                        int status = visitor.withValidToken();
                        seen.add(new Seen(status, Duration.ofNanos(System.nanoTime() - begin)));
                    } while (keys.fetches() == before && System.nanoTime() < deadline);
                    return seen;
                }));
            }
        }
        List<Seen> all = new ArrayList<>();
        for (Future<List<Seen>> one : pending) {
            all.addAll(one.get());
        }
        return all;
    }
}
