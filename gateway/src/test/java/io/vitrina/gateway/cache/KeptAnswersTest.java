package io.vitrina.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vitrina.gateway.cache.EdgeCache.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept at all, and how much of it. */
class KeptAnswersTest extends EdgeCacheFixture {

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
}
