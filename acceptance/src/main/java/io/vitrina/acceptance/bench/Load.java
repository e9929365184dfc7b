package io.vitrina.acceptance.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Makes one kind of call over and over, from several connections. */
final class Load {

    /** One call, or one chain of them; answers the status that counts. */
    interface Step {
        int run(Connection connection) throws IOException;
    }

    private final URI target;
    private final int connections;
    private final Duration warmup;
    private final Duration duration;

    Load(URI target, int connections, Duration warmup, Duration duration) {
        this.target = target;
        this.connections = connections;
        this.warmup = warmup;
        this.duration = duration;
    }

    /** Every connection sends the same request again as soon as it is answered. */
    Figures run(byte[] request) {
        return run(worker -> connection -> connection.exchange(request).status());
    }

    /** As {@link #run(byte[])}; each worker, by its number from 0, has a step of its own. */
    Figures run(IntFunction<Step> steps) {
        long[] end = new long[1];
        CyclicBarrier begin = new CyclicBarrier(
                connections,
                () -> end[0] = System.nanoTime() + warmup.plus(duration).toNanos());
        return collect(duration.toNanos() / 1e9, (worker, sample, connection) -> {
            Step step = steps.apply(worker);
            begin.await();
            long measured = end[0] - duration.toNanos();
            boolean warm = false;
            for (long now = System.nanoTime(); now < end[0]; ) {
                if (!warm && now >= measured) {
                    sample.clear();
                    warm = true;
                }
                int status = attempt(step, connection);
                long done = System.nanoTime();
                // An answer after the end belongs to no second that is counted.
                if (done <= end[0]) {
                    sample.add(done - now, status);
                }
                now = done;
            }
        });
    }

    /** As many calls a second as said, whether the shop keeps up or not: the time runs from when a call was due. */
    Figures atRate(int perSecond, IntFunction<Step> steps) {
        long gap = 1_000_000_000L / perSecond;
        long calls = duration.toSeconds() * perSecond;
        AtomicLong next = new AtomicLong();
        long[] start = new long[1];
        CyclicBarrier begin = new CyclicBarrier(connections, () -> start[0] = System.nanoTime());
        return collect(duration.toNanos() / 1e9, (worker, sample, connection) -> {
            Step step = steps.apply(worker);
            begin.await();
            for (long call = next.getAndIncrement(); call < calls; call = next.getAndIncrement()) {
                long due = start[0] + call * gap;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                int status = attempt(step, connection);
                sample.add(System.nanoTime() - due, status);
            }
        });
    }

    private static int attempt(Step step, Connection connection) {
        try {
            return step.run(connection);
        } catch (IOException | IllegalStateException e) {
            connection.close();
            return 0;
        }
    }

    private interface Worker {
        void work(int number, Sample sample, Connection connection) throws Exception;
    }

    private Figures collect(double seconds, Worker worker) {
        ThreadFactory threads = Thread.ofPlatform().daemon().name("load-", 0).factory();
        try (ExecutorService workers = Executors.newFixedThreadPool(connections, threads)) {
            List<Future<Sample>> pending = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int number = i;
                pending.add(workers.submit(() -> {
                    Sample sample = new Sample();
                    try (Connection connection = new Connection(target)) {
                        worker.work(number, sample, connection);
                    }
                    return sample;
                }));
            }
            List<Sample> samples = new ArrayList<>();
            for (Future<Sample> sample : pending) {
                samples.add(sample.get());
            }
            return Figures.of(seconds, samples);
        } catch (Exception e) {
            throw new IllegalStateException("the load could not be made", e);
        }
    }
}
