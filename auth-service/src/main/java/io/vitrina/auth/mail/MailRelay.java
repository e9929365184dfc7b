package io.vitrina.auth.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Sends what waits in the outbox: at least once, from as many replicas as there are, no letter from two at a time. */
@Singleton
class MailRelay {

    private static final Logger LOG = Logger.getLogger(MailRelay.class);
    private static final int BATCH = 10;

    private final Outbox outbox;
    private final List<Composer> composers;
    private final MailSender sender;

    MailRelay(Outbox outbox, @All List<Composer> composers, MailSender sender, MeterRegistry meters) {
        this.outbox = outbox;
        this.composers = composers;
        this.sender = sender;
        meters.gauge("vitrina.auth.mail.waiting", outbox, Outbox::waiting);
    }

    @Scheduled(every = "${vitrina.auth.mail.every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            List<OutboxMail> due = outbox.take(BATCH);
            while (!due.isEmpty()) {
                sendAll(due);
                due = outbox.take(BATCH);
            }
        } catch (RuntimeException e) {
            LOG.warnf("the outbox can't be read now: %s", rootOf(e));
        }
    }

    /** Side by side: a server that doesn't answer holds one batch up for one time limit, not for ten. */
    private void sendAll(List<OutboxMail> due) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sent = due.stream()
                    .<Future<?>>map(mail -> threads.submit(() -> send(mail)))
                    .toList();
            LOG.debugf("%d letters tried", sent.size());
        }
    }

    private void send(OutboxMail mail) {
        try {
            Optional<Letter> letter = composer(mail).compose(mail);
            if (letter.isPresent()) {
                sender.send(mail.recipient(), mail.language(), letter.get());
            }
            outbox.done(mail);
        } catch (RuntimeException e) {
            // Neither the message nor the stack: both may quote the address.
            LOG.warnf("letter %d (%s) was not sent: %s", mail.id(), mail.kind().code(), rootOf(e));
            outbox.failed(mail);
        }
    }

    private Composer composer(OutboxMail mail) {
        return composers.stream()
                .filter(composer -> composer.writes(mail.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody writes " + mail.kind()));
    }

    private static String rootOf(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }
}
