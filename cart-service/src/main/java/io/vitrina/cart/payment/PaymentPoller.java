package io.vitrina.cart.payment;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Asks providers about what isn't final: answers and notifications get lost. Safe with many replicas. */
@ApplicationScoped
class PaymentPoller {

    private static final Logger LOG = Logger.getLogger(PaymentPoller.class);
    private static final int BATCH = 50;

    private final PaymentStore payments;
    private final PaymentService service;
    private final RefundBook refunds;
    private final RefundService refundService;
    private final WebhookInbox inbox;

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

    @Scheduled(
            every = "{vitrina.payments.poll-every}",
            delayed = "3s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void poll() {
        List<UUID> due;
        do {
            due = payments.takeDue(BATCH);
            each(due, service::sync);
        } while (due.size() == BATCH);
        do {
            due = refunds.takeDue(BATCH);
            each(due, refundService::carryOut);
        } while (due.size() == BATCH);
    }

    @Scheduled(every = "6h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOldEvents() {
        inbox.forgetOld();
    }

    private static void each(List<UUID> ids, Consumer<UUID> question) {
        for (UUID id : ids) {
            try {
                question.accept(id);
            } catch (RuntimeException e) {
                // One that can't be asked now must not keep the others from being asked.
                LOG.debugf("%s stays open: %s", id, e.toString());
            }
        }
    }
}
