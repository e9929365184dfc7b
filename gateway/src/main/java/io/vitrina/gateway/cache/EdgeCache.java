package io.vitrina.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vitrina.gateway.config.GatewayConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Answers that may be given to anybody, bounded in bytes.
 *
 * <p>Fresh ones are given out at once; stale ones too while one call fetches their successor; older ones only while
 * the service fails, and only for so long. A service that is slow does not fail: whoever asks waits for it, and only an
 * attempt that ended badly lets others have the old answer while the next attempt is made behind their backs. However
 * many ask for the same thing at once, the service is asked once.
 */
@Singleton
public class EdgeCache {

    /** How long an answer that may not be kept is remembered as such: until then nobody waits for anybody. */
    private static final Duration PASS_FOR = Duration.ofSeconds(5);

    /** After a failure the service is left alone for this long. */
    private static final long QUIET_NANOS = 1_000_000_000L;

    /** How much longer than an attempt may take a failure is believed in, so that no reader falls between two. */
    private static final long DOUBT_NANOS = 1_000_000_000L;

    /** Bytes that the keys of answers which may not be kept may take together. */
    private static final long MAX_PASS_BYTES = 4L * 1024 * 1024;

    private static final int PASS_OVERHEAD_BYTES = 128;

    /** Statuses from here on tell of the service, not of what was asked for. */
    private static final int FAILURE = 500;

    private final Cache<String, CachedAnswer> answers;
    private final Cache<String, Boolean> passes = Caffeine.newBuilder()
            .maximumWeight(MAX_PASS_BYTES)
            .weigher((String key, Boolean pass) -> PASS_OVERHEAD_BYTES + 2 * key.length())
            .expireAfterWrite(PASS_FOR)
            .build();
    private final ConcurrentHashMap<String, Promise<Outcome>> loads = new ConcurrentHashMap<>();

    /** Changes when something was written; what was asked before then is not kept. */
    private final AtomicLong generation = new AtomicLong();

    private final boolean enabled;
    private final long staleIfErrorNanos;
    private final Duration patience;
    private final LongSupplier nanos;

    @Inject
    EdgeCache(GatewayConfig config) {
        this(config.cache(), config.timeouts().upstream(), System::nanoTime);
    }

    EdgeCache(GatewayConfig.EdgeCaching config, Duration patience, LongSupplier nanos) {
        this.enabled = config.enabled();
        this.staleIfErrorNanos = config.staleIfError().toNanos();
        this.patience = patience;
        this.nanos = nanos;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(config.maxSize().asLongValue())
                .weigher((String key, CachedAnswer answer) -> answer.weight(key))
                .build();
    }

    public boolean enabled() {
        return enabled;
    }

    /** Forgets everything: something behind it has been changed through this gateway. */
    public void clear() {
        generation.incrementAndGet();
        answers.invalidateAll();
    }

    /**
     * What can be given out without waiting; null when somebody has to be asked.
     *
     * @param origin asked in the background when the answer is no longer fresh
     */
    public Found find(String key, Origin origin) {
        CachedAnswer answer = answers.getIfPresent(key);
        if (answer == null) {
            return null;
        }
        long now = nanos.getAsLong();
        if (answer.isFresh(now)) {
            return new Found(answer, answer.ageSeconds(now), State.HIT);
        }
        if (answer.mayBeStale(now)) {
            if (!answer.isQuiet(now)) {
                load(key, origin);
            }
            return new Found(answer, answer.ageSeconds(now), State.STALE);
        }
        if (answer.isFailing(now) && answer.isYoungerThan(staleIfErrorNanos, now)) {
            if (!answer.isQuiet(now)) {
                load(key, origin);
            }
            return new Found(answer, answer.ageSeconds(now), State.STALE_IF_ERROR);
        }
        return null;
    }

    /** Whether answers to this key are known not to be kept, so that waiting for another one's is of no use. */
    public boolean passes(String key) {
        return passes.getIfPresent(key) != null;
    }

    /** Asks the service, or waits for the one who is asking already. */
    public Future<Outcome> load(String key, Origin origin) {
        Promise<Outcome> mine = Promise.promise();
        Promise<Outcome> other = loads.putIfAbsent(key, mine);
        if (other != null) {
            return other.future().map(Outcome::forOthers);
        }
        CachedAnswer old = answers.getIfPresent(key);
        long born = nanos.getAsLong();
        boolean rescue = mayRescue(old);
        long before = generation.get();
        origin.fetch(rescue ? old.etag() : null, patience)
                .map(answer -> judge(key, answer, rescue ? old : null, born, before))
                .recover(
                        failure -> mayRescue(old) ? Future.succeededFuture(rescued(old)) : Future.failedFuture(failure))
                .onComplete(done -> {
                    loads.remove(key, mine);
                    if (done.failed() && done.cause() instanceof Origin.TooLargeException) {
                        passes.put(key, true);
                    }
                    mine.handle(done);
                });
        return mine.future();
    }

    private Outcome judge(String key, Origin.Answer answer, CachedAnswer old, long born, long before) {
        if (answer.status() == 304 && old != null) {
            CachedAnswer confirmed = old.confirmed(answer, born);
            keep(key, confirmed, before);
            return Outcome.kept(new Found(confirmed, confirmed.ageSeconds(born), State.REVALIDATED));
        }
        if (answer.status() >= FAILURE) {
            // Nobody keeps it, and it is no reason to let a crowd loose on a service that has trouble already.
            return mayRescue(old) ? rescued(old) : new Outcome(null, answer);
        }
        if (CachedAnswer.mayBeKept(answer)) {
            CachedAnswer fresh = CachedAnswer.of(answer, born);
            keep(key, fresh, before);
            return Outcome.kept(new Found(fresh, fresh.ageSeconds(born), State.MISS));
        }
        answers.invalidate(key);
        passes.put(key, true);
        return new Outcome(null, answer);
    }

    private void keep(String key, CachedAnswer answer, long before) {
        if (generation.get() == before) {
            answers.put(key, answer);
            if (generation.get() != before) {
                answers.invalidate(key);
            }
        }
    }

    /** Asked again when the attempt is over: meanwhile it has grown older. */
    private boolean mayRescue(CachedAnswer old) {
        return old != null && old.isYoungerThan(staleIfErrorNanos, nanos.getAsLong());
    }

    private Outcome rescued(CachedAnswer old) {
        long now = nanos.getAsLong();
        long quietUntil = now + QUIET_NANOS;
        old.failed(quietUntil, quietUntil + patience.toNanos() + DOUBT_NANOS);
        return Outcome.kept(new Found(old, old.ageSeconds(now), State.STALE_IF_ERROR));
    }

    /** How an answer came about, as {@code X-Cache} tells. */
    public enum State {
        HIT,
        STALE,
        STALE_IF_ERROR,
        REVALIDATED,
        MISS;

        /** The header's value. */
        public String label() {
            return name().replace('_', '-');
        }
    }

    /**
     * An answer to give out.
     *
     * @param answer what it says
     * @param ageSeconds how old it is
     * @param state where it came from
     */
    public record Found(CachedAnswer answer, long ageSeconds, State state) {}

    /**
     * What came of asking.
     *
     * @param found what can be given to everybody who waited; null when the answer may not be shared
     * @param own the answer for the one who asked, when it may not be shared; null for those who waited
     */
    public record Outcome(Found found, Origin.Answer own) {

        private static final Outcome NOT_SHARED = new Outcome(null, null);

        static Outcome kept(Found found) {
            return new Outcome(found, null);
        }

        /** What it means to those who waited for it. */
        private Outcome forOthers() {
            if (found == null && own.status() >= FAILURE) {
                throw new Origin.FailingException();
            }
            return found == null ? NOT_SHARED : this;
        }
    }
}
