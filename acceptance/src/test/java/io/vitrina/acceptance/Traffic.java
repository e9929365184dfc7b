package io.vitrina.acceptance;

import io.vitrina.acceptance.client.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A known number of calls a second: three reads that no cache answers, then a write that must not be repeated. */
final class Traffic {

    static final int CALLS_A_SECOND = 200;

    private static final int WORKERS = 8;

    private final Supplier<Answer> read;
    private final Supplier<Answer> write;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    Traffic(Supplier<Answer> read, Supplier<Answer> write) {
        this.read = read;
        this.write = write;
    }

    interface Work {
        void run() throws Exception;
    }

    void during(Work work) throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> pending = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < WORKERS; i++) {
                pending.add(workers.submit(() -> call(begin)));
            }
            try {
                goesOn();
                work.run();
            } finally {
                over.set(true);
            }
            for (Future<?> worker : pending) {
                worker.get();
            }
        }
    }

    /** Waits until there were a second's worth of calls more. */
    void goesOn() {
        long until = answered.get() + CALLS_A_SECOND;
        Waiting.until("calls go on", Duration.ofSeconds(60), () -> answered.get() >= until || !failures.isEmpty());
    }

    private void call(long begin) {
        while (!over.get()) {
            long number = calls.getAndIncrement();
            long due = begin + number * (1_000_000_000L / CALLS_A_SECOND);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            try {
                boolean writes = number % 4 == 3;
                Answer answer = (writes ? write : read).get();
                if (answer.status() != 200) {
                    failures.add(answer.toString());
                } else if (writes) {
                    written.incrementAndGet();
                }
            } catch (RuntimeException e) {
                failures.add(e.toString());
            }
            answered.incrementAndGet();
        }
    }

    Queue<String> failures() {
        return failures;
    }

    long answered() {
        return answered.get();
    }

    /** Writes that were answered with 200. */
    long written() {
        return written.get();
    }
}
