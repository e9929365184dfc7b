package io.vitrina.catalog.listing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vitrina.catalog.cache.CatalogChange;
import io.vitrina.catalog.config.CatalogConfig;
import io.vitrina.catalog.listing.ListingQuery.Start;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers, for long lists, which row stands at every so-manieth place, so that a far page need not count its way from
 * the first row. From the landmark before it the page goes on along the index, which has one order for all rows.
 *
 * <p>A landmark's row is always read anew; only its number is remembered. What this process writes makes it forget all
 * of them; what another one writes may shift a page until {@code vitrina.catalog.listing.landmark-max-age} has passed,
 * as if the page had been asked for that much earlier.
 */
@ApplicationScoped
class Landmarks {

    private static final int LISTS = 16;

    private final Cache<ProductFilter, Marks> lists;
    private final int every;

    Landmarks(CatalogConfig config) {
        this.every = config.listing().landmarkEvery();
        this.lists = Caffeine.newBuilder()
                .maximumSize(LISTS)
                .expireAfterWrite(config.listing().landmarkMaxAge())
                .build();
    }

    /** Finds further landmarks. */
    interface Walk {

        /**
         * @param after sort key and id of the last one known; empty for none
         * @return at most {@code count} of them, fewer where the list ends
         */
        List<List<String>> on(List<String> after, int every, long count);
    }

    /** Where to begin in order to come to the offset in few steps. */
    Start near(ProductFilter filter, long offset, Walk walk) {
        long wanted = offset / every;
        if (wanted < 2) {
            return new Start(List.of(), offset);
        }
        List<List<String>> known = lists.get(filter, unused -> new Marks()).first(wanted, walk);
        if (known.isEmpty()) {
            return new Start(List.of(), offset);
        }
        return new Start(known.getLast(), offset - (long) known.size() * every);
    }

    void changed(@Observes(during = TransactionPhase.AFTER_COMPLETION) CatalogChange change) {
        if (change.lists()) {
            lists.invalidateAll();
        }
    }

    /** The landmarks of one list, as far as somebody has asked. */
    private final class Marks {

        private final ReentrantLock walking = new ReentrantLock();
        private final List<List<String>> marks = new ArrayList<>();
        private boolean complete;

        /** So many of them, or all there are. Others wait for the one who walks: it is their walk too. */
        private List<List<String>> first(long wanted, Walk walk) {
            walking.lock();
            try {
                if (!complete && marks.size() < wanted) {
                    List<String> last = marks.isEmpty() ? List.of() : marks.getLast();
                    marks.addAll(walk.on(last, every, wanted - marks.size()));
                    complete = marks.size() < wanted;
                }
                return List.copyOf(marks.subList(0, (int) Math.min(wanted, marks.size())));
            } finally {
                walking.unlock();
            }
        }
    }
}
