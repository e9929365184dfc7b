package io.vitrina.cart.outbox;

import io.vitrina.cart.config.OutboxConfig;
import io.vitrina.cart.database.Bounded;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The outbox's transactions: one statement each, and none around a delivery. */
@ApplicationScoped
@Bounded
class OutboxStore {

    private final OutboxRepository messages;
    private final OutboxConfig config;
    private final Clock clock;

    OutboxStore(OutboxRepository messages, OutboxConfig config, Clock clock) {
        this.messages = messages;
        this.config = config;
        this.clock = clock;
    }

    /** Takes what is due. It is nobody else's for the time of a lease, then due again. */
    List<OutboxMessage> take(OutboxLane lane) {
        Instant now = clock.instant();
        return messages.take(lane, now, now.plus(lane.lease(config)), config.batch());
    }

    void delivered(Collection<Long> ids) {
        messages.delete(ids);
    }

    /** Gives back what was taken and not tried: it is due as before, for anybody. */
    void untaken(Collection<OutboxMessage> untried) {
        messages.untake(untried.stream().map(OutboxMessage::id).toList(), clock.instant());
    }

    /** True when it is parked now. */
    boolean failed(OutboxMessage message, String error) {
        Instant now = clock.instant();
        if (message.attempts() >= config.maxAttempts()) {
            messages.park(message.id(), now, error);
            return true;
        }
        messages.postpone(message.id(), now.plus(wait(message.attempts())), error);
        return false;
    }

    /** As {@link #failed}, when its receiver was away. */
    boolean awaits(OutboxMessage message, String error) {
        return messages.await(
                message.id(),
                clock.instant(),
                error,
                new OutboxRepository.Waits(config.firstRetry(), config.longestRetry(), config.patience()));
    }

    private Duration wait(int attempts) {
        Duration wait = config.firstRetry().multipliedBy(1L << Math.min(attempts - 1, 20));
        return wait.compareTo(config.longestRetry()) < 0 ? wait : config.longestRetry();
    }

    List<ParkedMessage> parked(int most) {
        return messages.parked(most);
    }

    boolean retry(long id) {
        return messages.unpark(id, clock.instant());
    }

    int retryAll() {
        return messages.unparkAll(clock.instant());
    }

    long parkedCount() {
        return messages.count(true);
    }
}
