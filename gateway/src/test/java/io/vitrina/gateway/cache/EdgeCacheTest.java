package io.vitrina.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vitrina.gateway.cache.EdgeCache.Found;
import io.vitrina.gateway.cache.EdgeCache.Outcome;
import io.vitrina.gateway.cache.EdgeCache.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For how long an answer is given out, and what happens meanwhile. */
class EdgeCacheTest extends EdgeCacheFixture {

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
}
