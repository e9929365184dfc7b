package io.vitrina.gateway.limit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.vitrina.gateway.config.GatewayConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Buckets in Redis, shared by all gateways of a shop: one script call for one token.
 *
 * <p>Redis may be slow, hung or gone, and no call fails by it: the first failure opens a breaker, and until a single
 * call has found Redis answering again, everybody is told to count for himself. Logged once for each outage.
 */
final class SharedBuckets implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SharedBuckets.class);
    private static final String PREFIX = "vitrina:limit:";
    private static final int MAX_QUEUED = 10_000;
    private static final long MICRO = 1_000L;

    private final RedisClient client;
    private final RedisURI uri;
    private final String script = read("limit/take.lua");
    private final long pauseNanos;

    /** Held by whoever finds out whether Redis is back. */
    private final AtomicBoolean probing = new AtomicBoolean();

    private volatile StatefulRedisConnection<String, String> connection;
    private volatile String digest;
    private volatile boolean away;
    private volatile long leftAloneUntilNanos;

    SharedBuckets(GatewayConfig.Redis config) {
        Duration timeout = config.timeout();
        this.pauseNanos = config.pause().toNanos();
        this.uri = RedisURI.create(config.url().orElseThrow());
        this.client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_QUEUED)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofSeconds(1))
                        .keepAlive(true)
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .build());
        connect();
    }

    /** The first connection; later ones come about by themselves. */
    private void connect() {
        probing.set(true);
        client.connectAsync(StringCodec.UTF8, uri).whenComplete((opened, failure) -> {
            if (opened == null) {
                failed(failure);
            } else {
                digest = opened.async().digest(script);
                connection = opened;
                answered();
            }
        });
    }

    /** True when Redis is to be asked; false while whoever asks is to count for himself. */
    boolean ready() {
        if (connection != null && !away) {
            return true;
        }
        boolean mayProbe = leftAloneUntilNanos - System.nanoTime() <= 0 && probing.compareAndSet(false, true);
        if (mayProbe && connection == null) {
            connect();
            return false;
        }
        return mayProbe;
    }

    /** Takes a token; fails within the configured timeout when Redis gives no answer. */
    CompletionStage<Verdict> take(Rule rule, String who) {
        String[] keys = {PREFIX + rule.name() + ":" + who};
        String[] arguments = {
            Integer.toString(rule.capacity()),
            Integer.toString(rule.refill()),
            Long.toString(rule.period().toNanos() / MICRO)
        };
        CompletionStage<List<Long>> answer;
        try {
            answer = connection.async().evalsha(digest, ScriptOutputType.MULTI, keys, arguments);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.exceptionallyCompose(failure -> isUnknownScript(failure)
                        ? connection.async().eval(script, ScriptOutputType.MULTI, keys, arguments)
                        : CompletableFuture.failedFuture(failure))
                .whenComplete((values, failure) -> {
                    if (failure == null) {
                        answered();
                    } else {
                        failed(failure);
                    }
                })
                .thenApply(values -> new Verdict(
                        rule.name(), values.get(0) == 1, values.get(1), values.get(2) * MICRO, values.get(3) * MICRO));
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure instanceof RedisNoScriptException
                || failure instanceof CompletionException && failure.getCause() instanceof RedisNoScriptException;
    }

    private void answered() {
        if (away) {
            away = false;
            LOG.info("Redis is back: limits are counted by all gateways together again");
        }
        probing.set(false);
    }

    private void failed(Throwable cause) {
        leftAloneUntilNanos = System.nanoTime() + pauseNanos;
        if (!away) {
            away = true;
            LOG.warnf("Redis is away, each gateway counts for itself: %s", cause.getMessage());
        }
        probing.set(false);
    }

    private static String read(String resource) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
