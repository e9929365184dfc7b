package io.vitrina.auth.password;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.kit.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * As many threads as cores, and a short queue: under a flood of logins the rest of the service goes on, and who can't be
 * served soon is told so at once.
 */
@Singleton
class HashingPool {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final ThreadPoolExecutor pool;

    HashingPool(AuthConfig config) {
        int threads =
                config.hashing().threads().orElseGet(() -> Runtime.getRuntime().availableProcessors());
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.hashing().queue()),
                Thread.ofPlatform().name("hashing-", 1).daemon().factory());
    }

    <T> T run(Callable<T> task) {
        Future<T> result;
        try {
            result = pool.submit(task);
        } catch (RejectedExecutionException e) {
            throw ProblemException.unavailable("too many passwords are being checked now", SOON);
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("the service is going down", SOON);
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing failed", e.getCause());
        }
    }

    /** How many wait for a thread. */
    int waiting() {
        return pool.getQueue().size();
    }

    @PreDestroy
    void stop() {
        pool.shutdown();
    }
}
