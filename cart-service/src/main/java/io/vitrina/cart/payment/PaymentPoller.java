package io.vitrina.cart.payment;

import io.quarkus.scheduler.Scheduled;
import io.vitrina.kit.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Asks providers about what isn't final: answers and notifications get lost. Refunds that nobody waits for begin here too.
 * Safe with many replicas: each takes rows that no other holds.
 */
@ApplicationScoped
class PaymentPoller {

    private static final Logger LOG = Logger.getLogger(PaymentPoller.class);
    private static final int BATCH = 50;
    /** Questions under way at once: one that hangs holds up few others. */
    private static final int PARALLEL = 8;

    private final PaymentStore payments;
    private final PaymentService service;
    private final RefundBook refunds;
    private final RefundService refundService;
    private final WebhookInbox inbox;
    private final ExecutorService woken =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("refunds").factory());

    PaymentPoller(
            PaymentStore payments,
            PaymentService service,
            RefundBook refunds,
            RefundService refundService,
            WebhookInbox inbox) {
        this.payments = payments;
        this.service = service;
        this.refunds = refunds;
        this.refundService = refundService;
        this.inbox = inbox;
    }

    /** A batch of each in turn, so that neither waits for all of the other. */
    @Scheduled(
            every = "{vitrina.payments.poll-every}",
            delayed = "3s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void poll() {
        boolean more = true;
        while (more) {
            more = pollPayments();
            more |= pollRefunds();
        }
    }

    private boolean pollPayments() {
        return askEach(payments.takeDue(BATCH), service::sync);
    }

    private boolean pollRefunds() {
        return askEach(refunds.takeDue(BATCH), refundService::carryOut);
    }

    void refundDue(@Observes(during = TransactionPhase.AFTER_SUCCESS) RefundDue event) {
        try {
            woken.execute(this::giveBack);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed a moment ago: another process gives it back");
        }
    }

    private void giveBack() {
        try {
            while (pollRefunds()) {
                LOG.debug("a full batch: there may be more");
            }
        } catch (RuntimeException e) {
            LOG.warnf("refunds can't be read now, and are looked for again soon: %s", e.toString());
        }
    }

    @PreDestroy
    void close() {
        woken.shutdown();
    }

    @Scheduled(every = "6h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOldEvents() {
        int forgotten;
        do {
            forgotten = inbox.forgetOld();
        } while (forgotten == WebhookInbox.BATCH);
    }

    /** Whether there may be more of them. */
    private static boolean askEach(List<UUID> ids, Consumer<UUID> question) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(PARALLEL, Thread.ofVirtual().factory())) {
            ids.forEach(id -> threads.execute(() -> ask(id, question)));
        }
        return ids.size() == BATCH;
    }

    /** One that can't be asked now must not keep the others from being asked. */
    private static void ask(UUID id, Consumer<UUID> question) {
        try {
            question.accept(id);
        } catch (ProblemException e) {
            LOG.debugf("%s stays open: %s", id, e.toString());
        } catch (RuntimeException e) {
            LOG.warnf(e, "%s can't be asked about", id);
        }
    }
}
