package io.vitrina.catalog.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vitrina.catalog.config.CatalogConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;

/**
 * Answers to shoppers, kept for a moment. What this process writes is seen at once, what another one writes after
 * {@code vitrina.catalog.cache.max-age}. Carts, reservations and admins never read through it.
 *
 * <p>Keys carry a generation that each write raises. An answer that was being made while the write happened is kept
 * under the old generation, where nobody looks any more; deleting entries instead would let it come back.
 */
@ApplicationScoped
public class ReadCache {

    private static final int STRIPES = 1 << 12;
    private static final int OVERHEAD_BYTES = 256;
    /** Generations of one part: the one that is asked for, and those that are on their way out. */
    private static final int GENERATIONS = 4;

    private final Cache<Slot, Kept> kept;
    /**
     * What answers are made of; apart from them, because what is being made for one cache may not ask for more of it. Each
     * part has a cache of its own: in one that they share, whoever makes a part would now and then keep others from
     * theirs, and one who waits there with a turn at the database keeps it from him.
     */
    private final Map<Object, Cache<Slot, Kept>> parts = new ConcurrentHashMap<>();

    private final Clock clock;
    private final Duration maxAge;
    private final long renewAfterMillis;
    private final boolean enabled;
    private final AtomicLong lists = new AtomicLong();
    private final AtomicLong categories = new AtomicLong();
    private final AtomicLongArray products = new AtomicLongArray(STRIPES);

    private record Slot(Object key, long generation) {}

    private record ProductKey(long id, long categories) {}

    ReadCache(CatalogConfig config, Clock clock) {
        this.clock = clock;
        this.renewAfterMillis = config.cache().maxAge().toMillis() / 2;
        this.enabled = config.cache().maxAge().isPositive();
        this.maxAge = enabled ? config.cache().maxAge() : Duration.ofSeconds(1);
        this.kept = Caffeine.newBuilder()
                .maximumWeight(config.cache().maxBytes())
                .weigher(ReadCache::weight)
                .expireAfterWrite(maxAge)
                .build();
    }

    /** The page of one product. */
    public <T> T product(long id, Supplier<T> load) {
        return get(kept, new Slot(new ProductKey(id, categories.get()), products.get(stripe(id))), load);
    }

    /**
     * A list of products, or any other answer that changes with any of them. Everything it is made of must be read
     * within {@code load}: what was read before may be older than the generation that the answer is kept under.
     */
    public <T> T list(Object key, Supplier<T> load) {
        return get(kept, new Slot(key, lists.get()), load);
    }

    /**
     * A part of answers that changes with any product; may be asked for while an answer is made.
     *
     * @param key one of a few
     */
    public <T> T part(Object key, Supplier<T> load) {
        return get(part(key), new Slot(key, lists.get()), load);
    }

    /** As {@link #part}, of what changes with categories only. */
    public <T> T categories(Object key, Supplier<T> load) {
        return get(part(key), new Slot(key, categories.get()), load);
    }

    private Cache<Slot, Kept> part(Object key) {
        return parts.computeIfAbsent(
                key,
                unused -> Caffeine.newBuilder()
                        .maximumSize(GENERATIONS)
                        .expireAfterWrite(maxAge)
                        .build());
    }

    void changed(@Observes(during = TransactionPhase.AFTER_COMPLETION) CatalogChange change) {
        change.products().forEach(id -> products.incrementAndGet(stripe(id)));
        if (change.categories()) {
            categories.incrementAndGet();
        }
        if (change.lists()) {
            lists.incrementAndGet();
        }
    }

    @SuppressWarnings("unchecked") // A key is only ever used with one type.
    private <T> T get(Cache<Slot, Kept> from, Slot slot, Supplier<T> load) {
        if (!enabled) {
            return load.get();
        }
        AtomicBoolean made = new AtomicBoolean();
        Kept found = from.get(slot, unused -> {
            made.set(true);
            return new Kept(load.get(), clock.millis());
        });
        if (made.get()) {
            return (T) found.value();
        }
        long age = clock.millis() - found.madeAt();
        boolean mine = age > renewAfterMillis && found.renewing().compareAndSet(false, true);
        if (!mine) {
            return (T) aged(found.value(), age);
        }
        // One caller makes it anew while it still stands: the others need not wait for him.
        T renewed = load.get();
        from.put(slot, new Kept(renewed, clock.millis()));
        return renewed;
    }

    /** Answers know how old they are, so that nobody else need keep them for longer than they may be kept in all. */
    private static Object aged(Object value, long millis) {
        int seconds = (int) Math.max(0, Math.ceilDiv(millis, 1000L));
        return switch (value) {
            case Rendered rendered -> rendered.aged(seconds);
            case Optional<?> perhaps
            when perhaps.isPresent() && perhaps.get() instanceof Rendered rendered ->
                Optional.of(rendered.aged(seconds));
            default -> value;
        };
    }

    private record Kept(Object value, long madeAt, AtomicBoolean renewing) {
        private Kept(Object value, long madeAt) {
            this(value, madeAt, new AtomicBoolean());
        }
    }

    private static int weight(Slot slot, Kept kept) {
        return OVERHEAD_BYTES
                + switch (kept.value()) {
                    case Rendered rendered -> rendered.body().length;
                    case Optional<?> perhaps
                    when perhaps.isPresent() && perhaps.get() instanceof Rendered rendered -> rendered.body().length;
                    default -> 0;
                };
    }

    private static int stripe(long id) {
        return Long.hashCode(id * 0x9E3779B97F4A7C15L) & (STRIPES - 1);
    }
}
