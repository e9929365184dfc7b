package io.vitrina.cart.outbox;

import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Takes messages that leave when, and only when, the transaction they belong to commits. */
@ApplicationScoped
public class Outbox {

    private static final String ADD = "INSERT INTO outbox"
            + " (kind, order_id, payload, lane, patient, available_at, created_at)"
            + " SELECT m.kind, CAST(? AS uuid), m.payload, m.lane, m.patient, n.now, n.now"
            + " FROM unnest(CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS boolean[]))"
            + " AS m(kind, payload, lane, patient),"
            + " (SELECT CAST(? AS timestamptz) AS now) AS n";

    private final Sql sql;
    private final Clock clock;
    private final OutboxLanes lanes;
    private final Event<OutboxFilled> filled;

    Outbox(Sql sql, Clock clock, OutboxLanes lanes, Event<OutboxFilled> filled) {
        this.sql = sql;
        this.clock = clock;
        this.lanes = lanes;
        this.filled = filled;
    }

    /**
     * A message to be written.
     *
     * @param kind decides who delivers it
     * @param payload for the one who delivers it; may be empty
     */
    public record Draft(String kind, String payload) {}

    @Transactional(TxType.MANDATORY)
    public void add(String kind, UUID orderId, String payload) {
        add(orderId, new Draft(kind, payload));
    }

    /** Several about one order, in one statement. */
    @Transactional(TxType.MANDATORY)
    public void add(UUID orderId, Draft... messages) {
        Instant now = clock.instant();
        List<OutboxLane> waiting =
                Stream.of(messages).map(m -> lanes.lane(m.kind())).toList();
        sql.update(
                ADD,
                orderId,
                Stream.of(messages).map(Draft::kind).toArray(String[]::new),
                Stream.of(messages).map(Draft::payload).toArray(String[]::new),
                waiting.stream().map(OutboxLane::text).toArray(String[]::new),
                waiting.stream().map(OutboxLane::isPatient).toArray(Boolean[]::new),
                now);
        waiting.stream().distinct().forEach(lane -> filled.fire(new OutboxFilled(lane)));
    }
}
