package io.vitrina.cart.payment.mock;

import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.database.Sql;
import io.vitrina.cart.payment.CreatePayment;
import io.vitrina.cart.payment.CreateRefund;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** What a real provider would keep on its own side, in transactions of its own: one statement each, but for a refund. */
@ApplicationScoped
@Bounded
class MockLedger {

    private final Sql sql;

    MockLedger(Sql sql) {
        this.sql = sql;
    }

    /** @param state {@code pending}, {@code succeeded}, {@code declined} or {@code cancelled} */
    record Entry(UUID id, long amount, String currency, String state) {

        /** As it will be: a payment that succeeded stays so, any other may still succeed. */
        Entry decided(boolean pays) {
            String next = pays ? "succeeded" : state.equals("pending") ? "declined" : state;
            return new Entry(id, amount, currency, next);
        }
    }

    /** Idempotent: what stands under the id. */
    Entry open(CreatePayment request) {
        return sql.first(
                        "INSERT INTO mock_payment AS m (id, amount, currency, state) VALUES (?, ?, ?, 'pending')"
                                + " ON CONFLICT (id) DO UPDATE SET id = m.id RETURNING id, amount, currency, state",
                        MockLedger::entry,
                        request.paymentId(),
                        request.amountMinor(),
                        request.currency())
                .orElseThrow();
    }

    /** Writes down what the buyer does; as {@link Entry#decided}, whatever happened since. */
    void decide(UUID id, boolean pays) {
        sql.update(
                "UPDATE mock_payment SET state = CASE WHEN CAST(? AS boolean) THEN 'succeeded'"
                        + " WHEN state = 'pending' THEN 'declined' ELSE state END WHERE id = ?",
                pays,
                id);
    }

    void cancel(UUID id) {
        sql.update("UPDATE mock_payment SET state = 'cancelled' WHERE id = ? AND state = 'pending'", id);
    }

    Optional<Entry> find(UUID id) {
        return sql.first("SELECT id, amount, currency, state FROM mock_payment WHERE id = ?", MockLedger::entry, id);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(Sql.uuid(row), row.getLong(2), row.getString(3), row.getString(4));
    }

    /** Idempotent by refund id, also for two at once; false when more would go back than came. */
    @Transactional
    boolean refund(CreateRefund request) {
        // Before the look at what was refunded: whoever comes second is to see what the first one did.
        sql.first("SELECT id FROM mock_payment WHERE id = ? FOR UPDATE", Sql::uuid, request.paymentId());
        if (refunded(request.refundId()).isPresent()) {
            return true;
        }
        int taken = sql.update(
                "UPDATE mock_payment SET refunded = refunded + ?"
                        + " WHERE id = ? AND state = 'succeeded' AND refunded + ? <= amount",
                request.amountMinor(),
                request.paymentId(),
                request.amountMinor());
        if (taken == 1) {
            sql.update(
                    "INSERT INTO mock_refund (id, payment_id, amount) VALUES (?, ?, ?)",
                    request.refundId(),
                    request.paymentId(),
                    request.amountMinor());
        }
        return taken == 1;
    }

    Optional<Long> refunded(UUID refundId) {
        return sql.first("SELECT amount FROM mock_refund WHERE id = ?", row -> row.getLong(1), refundId);
    }
}
