package io.vitrina.simulator.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers stored under a client's key, for a day, as both providers promise. */
public final class Idempotency {

    private static final Duration KEPT = Duration.ofHours(24);

    private final Clock clock;
    private final Predicate<Answer> stored;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(String fingerprint, Instant until, CompletableFuture<Answer> answer) {}

    /**
     * What an earlier call under the same key left behind.
     *
     * @param sameRequest whether it asked for the same
     * @param answer its answer, not complete while it is still being worked on
     */
    public record Earlier(boolean sameRequest, CompletableFuture<Answer> answer) {}

    /** @param stored which answers are kept; after any other the key is as good as new */
    public Idempotency(Clock clock, Predicate<Answer> stored) {
        this.clock = clock;
        this.stored = stored;
    }

    /**
     * Does the work once under a key.
     *
     * @param fingerprint tells one request from another
     * @param work answers the first call; its answer is stored, unless it is one that isn't kept
     * @param repeated answers every later one
     */
    public Answer once(String key, String fingerprint, Supplier<Answer> work, Function<Earlier, Answer> repeated) {
        Instant now = clock.instant();
        Entry mine = new Entry(fingerprint, now.plus(KEPT), new CompletableFuture<>());
        Entry winner = entries.compute(
                key, (k, entry) -> entry == null || entry.until().isBefore(now) ? mine : entry);
        if (winner != mine) {
            return repeated.apply(new Earlier(winner.fingerprint().equals(fingerprint), winner.answer()));
        }
        try {
            Answer answer = work.get();
            if (!stored.test(answer)) {
                entries.remove(key, mine);
            }
            mine.answer().complete(answer);
            return answer;
        } finally {
            if (!mine.answer().isDone()) {
                entries.remove(key, mine);
                mine.answer().cancel(false);
            }
        }
    }

    /** Forgets everything. */
    public void clear() {
        entries.clear();
    }
}
