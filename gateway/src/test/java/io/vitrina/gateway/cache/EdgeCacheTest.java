package io.vitrina.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vitrina.gateway.cache.EdgeCache.Found;
import io.vitrina.gateway.cache.EdgeCache.Outcome;
import io.vitrina.gateway.cache.EdgeCache.State;
import io.vitrina.gateway.config.GatewayConfig;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By a clock that the test turns: max-age 5, stale-while-revalidate 5, stale-if-error 300, as the catalog says. */
class EdgeCacheTest {

    private static final String KEY = "/api/v1/products";
    private static final long SECOND = 1_000_000_000L;

    private final List<String> etags = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final EdgeCache cache = new EdgeCache(new Config(), Duration.ofSeconds(10), () -> this.clock);
    private long clock = 1_000 * SECOND;
    private Promise<Origin.Answer> next = Promise.promise();

    private final Origin origin = (etag, patience) -> {
        etags.add(etag);
        waits.add(patience);
        next = Promise.promise();
        return next.future();
    };

    private static Origin.Answer answer(int status, String body, String... headers) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap()
                .set("Cache-Control", "public, max-age=5, stale-while-revalidate=5")
                .set("ETag", "\"" + body + "\"");
        for (int i = 0; i < headers.length; i += 2) {
            map.set(headers[i], headers[i + 1]);
        }
        return new Origin.Answer(status, map, Buffer.buffer(body));
    }

    private Outcome fill(String body) {
        Future<Outcome> loaded = cache.load(KEY, origin);
        next.complete(answer(200, body));
        return loaded.result();
    }

    private void pass(double seconds) {
        clock += (long) (seconds * SECOND);
    }

    private State stateNow() {
        Found found = cache.find(KEY, origin);
        return found == null ? null : found.state();
    }

    @Test
    void isFreshForAsLongAsTheServiceSays() {
        assertThat(fill("one").found().state()).isEqualTo(State.MISS);
        pass(4.9);
        Found found = cache.find(KEY, origin);
        assertThat(found.state()).isEqualTo(State.HIT);
        assertThat(found.ageSeconds()).isEqualTo(4);
        assertThat(found.answer().body().toString()).isEqualTo("one");
        assertThat(etags).hasSize(1);
    }

    @Test
    void isGivenOutStaleWhileOneCallFetchesItsSuccessor() {
        fill("one");
        pass(6);
        assertThat(stateNow()).isEqualTo(State.STALE);
        assertThat(stateNow()).isEqualTo(State.STALE);
        assertThat(etags).containsExactly(null, "\"one\"");
        next.complete(answer(200, "two"));
        Found found = cache.find(KEY, origin);
        assertThat(found.state()).isEqualTo(State.HIT);
        assertThat(found.answer().body().toString()).isEqualTo("two");
    }

    @Test
    void isNeverOlderThanTenSecondsWhileTheServiceAnswers() {
        fill("one");
        pass(10);
        assertThat(stateNow()).isNull();
    }

    @Test
    void countsTheTimeForWhichTheServiceHadTheAnswer() {
        Future<Outcome> loaded = cache.load(KEY, origin);
        next.complete(answer(200, "one", "Age", "1"));
        assertThat(loaded.result().found().ageSeconds()).isEqualTo(1);
        pass(3.9);
        assertThat(stateNow()).isEqualTo(State.HIT);
        pass(0.2);
        assertThat(stateNow()).isEqualTo(State.STALE);
        next.complete(answer(304, "", "Age", "2"));
        assertThat(cache.find(KEY, origin).ageSeconds()).isEqualTo(2);
        pass(7.9);
        assertThat(stateNow()).isEqualTo(State.STALE);
        pass(0.2);
        assertThat(stateNow()).isNull();
    }

    @Test
    void livesOnWhenTheServiceSaysNothingHasChanged() {
        fill("one");
        pass(11);
        Future<Outcome> loaded = cache.load(KEY, origin);
        next.complete(answer(304, ""));
        assertThat(loaded.result().found().state()).isEqualTo(State.REVALIDATED);
        assertThat(loaded.result().found().answer().body().toString()).isEqualTo("one");
        assertThat(stateNow()).isEqualTo(State.HIT);
    }

    @Test
    void asksOnceForAllWhoAskAtOnce() {
        List<Future<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(cache.load(KEY, origin));
        }
        next.complete(answer(200, "one"));
        assertThat(etags).hasSize(1);
        assertThat(all)
                .allSatisfy(
                        one -> assertThat(one.result().found().answer().body().toString())
                                .isEqualTo("one"));
    }

    @Test
    void servesOldAnswersForFiveMinutesWhileTheServiceFails() {
        fill("one");
        pass(299);
        Future<Outcome> loaded = cache.load(KEY, origin);
        next.fail(new IOException("away"));
        assertThat(loaded.result().found().state()).isEqualTo(State.STALE_IF_ERROR);
        assertThat(loaded.result().found().ageSeconds()).isEqualTo(299);
        pass(2);
        Future<Outcome> later = cache.load(KEY, origin);
        next.fail(new IOException("away"));
        assertThat(later.failed()).isTrue();
    }

    @Test
    void isTooOldWhenTheAttemptThatFailsHasTakenTooLong() {
        fill("one");
        pass(295);
        Future<Outcome> broken = cache.load(KEY, origin);
        pass(6);
        next.fail(new IOException("nothing came"));
        assertThat(broken.failed()).isTrue();
        assertThat(stateNow()).isNull();
    }

    @Test
    void isTooOldForAFiveHundredThatCameTooLate() {
        fill("one");
        pass(295);
        Future<Outcome> failing = cache.load(KEY, origin);
        pass(6);
        next.complete(answer(503, "no"));
        assertThat(failing.result().found()).isNull();
        assertThat(failing.result().own().status()).isEqualTo(503);
    }

    @Test
    void letsNoCrowdLooseOnAServiceThatFails() {
        Future<Outcome> first = cache.load(KEY, origin);
        Future<Outcome> second = cache.load(KEY, origin);
        next.complete(answer(500, "the first one's id"));
        assertThat(first.result().own().body().toString()).isEqualTo("the first one's id");
        assertThat(second.cause()).isInstanceOf(Origin.FailingException.class);
        assertThat(cache.passes(KEY)).isFalse();
        cache.load(KEY, origin);
        cache.load(KEY, origin);
        assertThat(etags).as("one asks for all that come later").hasSize(2);
    }

    @Test
    void takesFiveHundredsForFailures() {
        fill("one");
        pass(20);
        Future<Outcome> loaded = cache.load(KEY, origin);
        next.complete(answer(503, "no"));
        assertThat(loaded.result().found().state()).isEqualTo(State.STALE_IF_ERROR);
    }

    @Test
    void leavesAFailingServiceAloneForASecond() {
        fill("one");
        pass(20);
        cache.load(KEY, origin);
        next.fail(new IOException("away"));
        assertThat(stateNow()).isEqualTo(State.STALE_IF_ERROR);
        pass(0.9);
        assertThat(stateNow()).isEqualTo(State.STALE_IF_ERROR);
        assertThat(etags).hasSize(2);
        pass(0.2);
        assertThat(stateNow()).isEqualTo(State.STALE_IF_ERROR);
        assertThat(etags).as("asked again, and nobody waits").hasSize(3);
        next.complete(answer(200, "two"));
        assertThat(stateNow()).isEqualTo(State.HIT);
    }

    @Test
    void waitsForASlowServiceRatherThanGiveOutAnOldAnswer() {
        fill("one");
        pass(20);
        Future<Outcome> loaded = cache.load(KEY, origin);
        assertThat(waits.getLast()).isEqualTo(Duration.ofSeconds(10));
        pass(1.2);
        assertThat(stateNow()).isNull();
        assertThat(loaded.isComplete()).isFalse();
        next.complete(answer(200, "two"));
        assertThat(loaded.result().found().state()).isEqualTo(State.MISS);
        assertThat(loaded.result().found().answer().body().toString()).isEqualTo("two");
    }

    @Test
    void givesOutAnOldAnswerWhileAHungServiceIsTriedAgain() {
        fill("one");
        pass(20);
        cache.load(KEY, origin);
        pass(10);
        next.fail(new IOException("nothing came"));
        pass(1.5);
        assertThat(stateNow()).isEqualTo(State.STALE_IF_ERROR);
        pass(9.9);
        assertThat(stateNow()).isEqualTo(State.STALE_IF_ERROR);
        assertThat(etags).hasSize(3);
    }

    @Test
    void believesInAFailureForNoLongerThanAnAttemptTakes() {
        fill("one");
        pass(20);
        cache.load(KEY, origin);
        next.fail(new IOException("away"));
        pass(12.1);
        assertThat(stateNow()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Cache-Control, 'private, max-age=60'",
        "Cache-Control, 'public, max-age=60, no-store'",
        "Cache-Control, 'public, no-cache'",
        "Cache-Control, 'max-age=60'",
        "Cache-Control, 'public'",
        "Cache-Control, 'public, max-age=0'",
        "Cache-Control, 'public, max-age=x'",
        "Cache-Control, 'public, private=\"X-User\", max-age=60'",
        "Cache-Control, 'public, max-age=60, s-maxage=0'",
        "Vary, Authorization",
        "Vary, *",
        "Vary, 'Accept-Encoding, Cookie'",
        "Set-Cookie, a=b",
    })
    void keepsNothingThatIsNotForEverybody(String header, String value) {
        Future<Outcome> first = cache.load(KEY, origin);
        Future<Outcome> second = cache.load(KEY, origin);
        next.complete(answer(200, "mine", header, value));
        assertThat(first.result().found()).isNull();
        assertThat(first.result().own().body().toString()).isEqualTo("mine");
        assertThat(second.result().own()).isNull();
        assertThat(stateNow()).isNull();
        assertThat(cache.passes(KEY)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"404", "401", "302", "206", "500"})
    void keepsSuccessesOnly(int status) {
        Future<Outcome> loaded = cache.load(KEY, origin);
        next.complete(answer(status, "no"));
        assertThat(loaded.result().own().status()).isEqualTo(status);
        assertThat(stateNow()).isNull();
    }

    @Test
    void forgetsWhatWasAskedBeforeAChange() {
        fill("old");
        cache.clear();
        assertThat(stateNow()).isNull();
        Future<Outcome> loaded = cache.load(KEY, origin);
        cache.clear();
        next.complete(answer(200, "perhaps old"));
        assertThat(loaded.result().found().answer().body().toString()).isEqualTo("perhaps old");
        assertThat(stateNow()).isNull();
    }

    @Test
    void holdsNoMoreBytesThanItMay() {
        for (int i = 0; i < 500; i++) {
            cache.load(KEY + i, origin);
            next.complete(answer(200, "x".repeat(10_000)));
        }
        // What is too much is thrown out aside, as soon as somebody has time.
        long deadline = System.nanoTime() + 10 * SECOND;
        while (kept() > 95) {
            assertThat(System.nanoTime()).as("thrown out in time").isLessThan(deadline);
        }
        assertThat(kept()).isPositive();
    }

    private int kept() {
        int kept = 0;
        for (int i = 0; i < 500; i++) {
            kept += cache.find(KEY + i, origin) == null ? 0 : 1;
        }
        return kept;
    }

    @Test
    void keepsNoMoreOfABufferThanIsInIt() {
        Buffer grown = Buffer.buffer(64 * 1024).appendString("one");
        Future<Outcome> loaded = cache.load(KEY, origin);
        next.complete(new Origin.Answer(200, answer(200, "one").headers(), grown));
        assertThat(loaded.result().found().answer().body().getByteBuf().capacity())
                .isEqualTo(3);
    }

    private static final class Config implements GatewayConfig.EdgeCaching {

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public MemorySize maxSize() {
            return new MemorySize(BigInteger.valueOf(1_000_000));
        }

        @Override
        public MemorySize maxAnswer() {
            return new MemorySize(BigInteger.valueOf(100_000));
        }

        @Override
        public Duration staleIfError() {
            return Duration.ofMinutes(5);
        }
    }
}
