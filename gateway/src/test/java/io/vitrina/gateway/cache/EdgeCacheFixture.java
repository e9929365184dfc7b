package io.vitrina.gateway.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vitrina.gateway.cache.EdgeCache.Found;
import io.vitrina.gateway.cache.EdgeCache.Outcome;
import io.vitrina.gateway.cache.EdgeCache.State;
import io.vitrina.gateway.config.GatewayConfig;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** By a clock that the test turns: max-age 5, stale-while-revalidate 5, stale-if-error 300, as the catalog says. */
abstract class EdgeCacheFixture {

    static final String KEY = "/api/v1/products";
    static final long SECOND = 1_000_000_000L;

    final List<String> etags = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    final EdgeCache cache = new EdgeCache(new Config(), Duration.ofSeconds(10), () -> this.clock);
    private long clock = 1_000 * SECOND;
    Promise<Origin.Answer> next = Promise.promise();

    final Origin origin = (etag, patience) -> {
        etags.add(etag);
        waits.add(patience);
        next = Promise.promise();
        return next.future();
    };

    static Origin.Answer answer(int status, String body, String... headers) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap()
                .set("Cache-Control", "public, max-age=5, stale-while-revalidate=5")
                .set("ETag", "\"" + body + "\"");
        for (int i = 0; i < headers.length; i += 2) {
            map.set(headers[i], headers[i + 1]);
        }
        return new Origin.Answer(status, map, Buffer.buffer(body));
    }

    final Outcome fill(String body) {
        Future<Outcome> loaded = cache.load(KEY, origin);
        next.complete(answer(200, body));
        return loaded.result();
    }

    final void pass(double seconds) {
        clock += (long) (seconds * SECOND);
    }

    final State stateNow() {
        Found found = cache.find(KEY, origin);
        return found == null ? null : found.state();
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
