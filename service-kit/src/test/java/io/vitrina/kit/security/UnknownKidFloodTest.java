package io.vitrina.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Tokens that name keys nobody has, a thousand a second: each could make a verifier ask the auth service again. */
@QuarkusTest
@TestProfile(UnknownKidFloodTest.Verifier.class)
class UnknownKidFloodTest {

    /** {@code -Dvitrina.flood.seconds=90} is the whole proof. */
    private static final int SECONDS = Integer.getInteger("vitrina.flood.seconds", 6);

    private static final int FLOOD_PER_SECOND = 1_000;
    private static final int VALID_PER_SECOND = 100;
    private static final int SENDERS = 8;

    /** Keys younger than 0.3 s are new enough for the library: it would not fetch them again for anybody. */
    private static final Duration AGE_OF_KEYS = Duration.ofMillis(500);

    /** A service whose keys come from the {@link KeyServer} alone. */
    public static class Verifier implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(KeyServer.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @TestHTTPResource("/things/mine")
    URI mine;

    KeyServer keys;

    @Test
    void floodOfUnknownKidsFetchesOnceAMinuteAndRefusesNoValidToken() throws Exception {
        Visitor visitor = new Visitor(mine);
        assertThat(visitor.withValidToken()).isEqualTo(200);
        int before = keys.fetches();
        long begin = System.nanoTime() + AGE_OF_KEYS.toNanos();
        List<Future<List<Integer>>> flood = new ArrayList<>();
        List<Future<List<Integer>>> valid = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SENDERS; i++) {
                Duration gap = Duration.ofSeconds(1).multipliedBy(SENDERS).dividedBy(FLOOD_PER_SECOND);
                flood.add(threads.submit(() -> visits(begin, gap, () -> visitor.with(tokenOfUnknownKey()))));
            }
            Duration gap = Duration.ofSeconds(1).dividedBy(VALID_PER_SECOND);
            valid.add(threads.submit(() -> visits(begin, gap, visitor::withValidToken)));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        int fetched = keys.fetches() - before;
        System.out.printf(
                "%d tokens of unknown keys in %d s: %d fetches, %d valid tokens taken%n",
                all(flood).size(), took.toSeconds(), fetched, all(valid).size());
        assertThat(all(flood)).hasSize(SECONDS * FLOOD_PER_SECOND).containsOnly(401);
        assertThat(all(valid)).hasSize(SECONDS * VALID_PER_SECOND).containsOnly(200);
        assertThat(fetched).isBetween(1, 1 + (int) took.toMinutes());
    }

    private interface Visit {
        int status();
    }

    /** One visit each gap, or as soon as the one before is over. */
    private static List<Integer> visits(long begin, Duration gap, Visit visit) {
        List<Integer> statuses = new ArrayList<>();
        for (long due = 0; due < Duration.ofSeconds(SECONDS).toNanos(); due += gap.toNanos()) {
            for (long wait = begin + due - System.nanoTime(); wait > 0; wait = begin + due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            statuses.add(visit.status());
        }
        return statuses;
    }

    private static List<Integer> all(List<Future<List<Integer>>> parts) {
        return parts.stream().map(Future::resultNow).flatMap(List::stream).toList();
    }

    /** Whatever it is signed with: the key is looked for first. */
    private static String tokenOfUnknownKey() {
        String header = "{\"typ\":\"at+jwt\",\"alg\":\"RS256\",\"kid\":\"" + UUID.randomUUID() + "\"}";
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return String.join(
                ".",
                encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)),
                encoder.encodeToString("{\"sub\":\"7\"}".getBytes(StandardCharsets.UTF_8)),
                encoder.encodeToString(new byte[256]));
    }
}
