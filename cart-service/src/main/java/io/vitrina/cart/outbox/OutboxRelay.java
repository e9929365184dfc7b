package io.vitrina.cart.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.vitrina.cart.config.OutboxConfig;
import io.vitrina.cart.database.CrashPoint;
import io.vitrina.cart.database.CrashPoints;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Delivers the outbox, woken by each commit that fills it and every second besides.
 *
 * <p>A process that dies between delivery and deletion leaves the row to be delivered again: receivers don't mind.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** So long the process waits at its end for deliveries under way: stock's are then made, others may be cut off. */
    private static final Duration LONGEST_END = OutboxLane.PROMPT.longestDelivery();

    private final OutboxStore store;
    private final OutboxConfig config;
    private final CrashPoints crashes;
    private final OutboxLanes kinds;
    private final MeterRegistry metrics;
    private final AtomicLong parked = new AtomicLong();
    private final Map<OutboxLane, Worker> workers = new EnumMap<>(OutboxLane.class);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closing;

    OutboxRelay(OutboxStore store, OutboxConfig config, CrashPoints crashes, OutboxLanes kinds, MeterRegistry metrics) {
        this.store = store;
        this.config = config;
        this.crashes = crashes;
        this.metrics = metrics;
        this.kinds = kinds;
        for (OutboxLane lane : OutboxLane.values()) {
            workers.put(lane, new Worker(lane));
        }
        metrics.gauge("vitrina.outbox.parked", parked);
    }

    void filled(@Observes(during = TransactionPhase.AFTER_SUCCESS) OutboxFilled event) {
        workers.get(event.lane()).wake();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        wake();
    }

    @Scheduled(every = "15s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        parked.set(store.parkedCount());
    }

    void wake() {
        workers.values().forEach(Worker::wake);
    }

    /** Takes nothing more, and lets what is under way end and be written down while the database is still there. */
    void stop(@Observes ShutdownEvent end) {
        closing = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("deliveries of the outbox are cut off; they are made again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** At most one thread of this process works in a lane. */
    private final class Worker {

        private final OutboxLane lane;
        private final AtomicBoolean wanted = new AtomicBoolean();
        private final AtomicBoolean running = new AtomicBoolean();

        private Worker(OutboxLane lane) {
            this.lane = lane;
        }

        private void wake() {
            wanted.set(true);
            if (!closing && running.compareAndSet(false, true)) {
                try {
                    threads.execute(this::run);
                } catch (RejectedExecutionException e) {
                    LOG.debug("closed a moment ago: another process delivers it");
                }
            }
        }

        private void run() {
            try {
                while (!closing && wanted.get()) {
                    // What commits in these moments goes along: ten messages taken at once cost little more than one.
                    LockSupport.parkNanos(config.gather().toNanos());
                    wanted.set(false);
                    while (deliverDue(lane) == config.batch() && !closing) {
                        LOG.debug("a full batch: there may be more");
                    }
                }
            } catch (RuntimeException e) {
                LOG.warnf("the outbox can't be read now: %s", e.toString());
            } finally {
                running.set(false);
                if (wanted.get()) {
                    wake();
                }
            }
        }
    }

    /** Delivers one batch of a lane; answers how many messages it took. */
    int deliverDue(OutboxLane lane) {
        long taken = System.nanoTime();
        Duration lastStart = lane.lastStart(config);
        List<OutboxMessage> batch = store.take(lane);
        if (batch.isEmpty()) {
            return 0;
        }
        Queue<Long> delivered = new ConcurrentLinkedQueue<>();
        Semaphore parallel = new Semaphore(config.parallel());
        try (ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < batch.size(); i++) {
                OutboxMessage message = batch.get(i);
                parallel.acquireUninterruptibly();
                if (i > 0 && System.nanoTime() - taken > lastStart.toNanos()) {
                    // Begun now they might end after the lease, when another process delivers them too.
                    store.untaken(batch.subList(i, batch.size()));
                    break;
                }
                deliveries.execute(() -> {
                    try {
                        deliver(message, delivered);
                    } finally {
                        parallel.release();
                    }
                });
            }
        }
        if (!delivered.isEmpty()) {
            crashes.reach(CrashPoint.OUTBOX_DELIVERED);
            store.delivered(delivered);
        }
        return batch.size();
    }

    private void deliver(OutboxMessage message, Queue<Long> delivered) {
        try {
            OutboxHandler handler = kinds.handler(message.kind());
            if (handler == null) {
                throw new IllegalStateException("nobody delivers " + message.kind());
            }
            handler.deliver(message);
            delivered.add(message.id());
        } catch (ProblemException e) {
            // Its words are our own.
            boolean away = e.kind() == Problems.UNAVAILABLE;
            failed(message, e.getMessage(), away);
        } catch (RuntimeException e) {
            // Only the kind of failure is told and kept: a mail server's words may hold an address.
            failed(message, e.getClass().getSimpleName(), false);
        }
    }

    private void failed(OutboxMessage message, String failure, boolean away) {
        LOG.warnf(
                "%s of order %s failed, attempt %d: %s",
                message.kind(), message.orderId(), message.attempts(), failure);
        metrics.counter("vitrina.outbox.failures", "kind", message.kind()).increment();
        if (away ? store.awaits(message, failure) : store.failed(message, failure)) {
            LOG.errorf("%s of order %s is parked", message.kind(), message.orderId());
            parked.incrementAndGet();
        }
    }
}
