package io.vitrina.cart.payment.mock;

import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.payment.CreatePayment;
import io.vitrina.cart.payment.CreateRefund;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a real provider would keep on its own side, in transactions of its own. */
@ApplicationScoped
@Bounded
class MockLedger {

    private final EntityManager entities;

    MockLedger(EntityManager entities) {
        this.entities = entities;
    }

    /** @param state {@code pending}, {@code succeeded}, {@code declined} or {@code cancelled} */
    record Entry(UUID id, long amount, String currency, String state) {}

    /** Idempotent: what stands under the id. */
    @Transactional
    Entry open(CreatePayment request) {
        return entries(entities.createNativeQuery(
                                "INSERT INTO mock_payment AS m (id, amount, currency, state)"
                                        + " VALUES (:id, :amount, :currency, 'pending')"
                                        + " ON CONFLICT (id) DO UPDATE SET id = m.id"
                                        + " RETURNING id, amount, currency, state",
                                Tuple.class)
                        .setParameter("id", request.paymentId())
                        .setParameter("amount", request.amountMinor())
                        .setParameter("currency", request.currency()))
                .orElseThrow();
    }

    /** What the buyer does: a payment that succeeded stays so, any other may still succeed. Empty for an unknown one. */
    @Transactional
    Optional<Entry> decide(UUID id, boolean pays) {
        return entries(entities.createNativeQuery(
                        "UPDATE mock_payment SET state = CASE WHEN CAST(:pays AS boolean) THEN 'succeeded'"
                                + " WHEN state = 'pending' THEN 'declined' ELSE state END"
                                + " WHERE id = :id RETURNING id, amount, currency, state",
                        Tuple.class)
                .setParameter("pays", pays)
                .setParameter("id", id));
    }

    @Transactional
    void cancel(UUID id) {
        entities.createNativeQuery("UPDATE mock_payment SET state = 'cancelled' WHERE id = :id AND state = 'pending'")
                .setParameter("id", id)
                .executeUpdate();
    }

    @Transactional
    Optional<Entry> find(UUID id) {
        return entries(entities.createNativeQuery(
                        "SELECT id, amount, currency, state FROM mock_payment WHERE id = :id", Tuple.class)
                .setParameter("id", id));
    }

    private static Optional<Entry> entries(Query query) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = query.getResultList();
        return rows.stream()
                .map(row -> new Entry(
                        row.get(0, UUID.class),
                        ((Number) row.get(1)).longValue(),
                        row.get(2, String.class),
                        row.get(3, String.class)))
                .findFirst();
    }

    /** Idempotent by refund id; false when more would go back than came. */
    @Transactional
    boolean refund(CreateRefund request) {
        if (refunded(request.refundId()).isPresent()) {
            return true;
        }
        int taken = entities.createNativeQuery("UPDATE mock_payment SET refunded = refunded + :amount"
                        + " WHERE id = :id AND state = 'succeeded' AND refunded + :amount <= amount")
                .setParameter("amount", request.amountMinor())
                .setParameter("id", request.paymentId())
                .executeUpdate();
        if (taken == 1) {
            entities.createNativeQuery(
                            "INSERT INTO mock_refund (id, payment_id, amount) VALUES (:id, :payment, :amount)")
                    .setParameter("id", request.refundId())
                    .setParameter("payment", request.paymentId())
                    .setParameter("amount", request.amountMinor())
                    .executeUpdate();
        }
        return taken == 1;
    }

    @Transactional
    Optional<Long> refunded(UUID refundId) {
        return entities.createNativeQuery("SELECT amount FROM mock_refund WHERE id = :id", Long.class)
                .setParameter("id", refundId)
                .getResultStream()
                .map(Long.class::cast)
                .findFirst();
    }
}
