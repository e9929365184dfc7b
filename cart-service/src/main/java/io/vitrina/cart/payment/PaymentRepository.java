package io.vitrina.cart.payment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.vitrina.cart.database.Sql;
import io.vitrina.cart.order.PaymentView;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Attempts to pay. Whoever locks one has locked its order before. */
@ApplicationScoped
class PaymentRepository implements PanacheRepositoryBase<Payment, UUID> {

    /** The older a payment, the longer the wait until the next question. */
    private static final String DUE = "UPDATE payment SET next_check_at = CAST(? AS timestamptz)"
            + " + LEAST(GREATEST(CAST(? AS timestamptz) - created_at, make_interval(secs => ?)), make_interval(secs => ?))"
            + " WHERE id IN (SELECT id FROM payment WHERE next_check_at <= ? ORDER BY next_check_at LIMIT ?"
            + " FOR UPDATE SKIP LOCKED) RETURNING id";

    private final Sql sql;

    PaymentRepository(Sql sql) {
        this.sql = sql;
    }

    Optional<Payment> lock(UUID id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    List<Payment> lockOfOrder(UUID orderId) {
        return find("orderId = ?1 ORDER BY createdAt, id", orderId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** @param ownerId whose it must be; null for an admin */
    Optional<Payment> visible(UUID id, Long ownerId) {
        return ownerId == null
                ? findByIdOptional(id)
                : find("id = ?1 AND userId = ?2", id, ownerId).firstResultOptional();
    }

    /**
     * Whom a word of the provider is about: by our id as the provider keeps it, else by its own. Only ids are read: a row
     * that was loaded before it is locked would be seen as it was then.
     */
    Optional<UUID> match(String provider, ProviderPayment told) {
        // Two look-ups, each by an index of its own: one statement with OR reads every payment of the provider.
        return uuid(told.ourPaymentId())
                .flatMap(ours ->
                        sql.first("SELECT id FROM payment WHERE id = ? AND provider = ?", Sql::uuid, ours, provider))
                .or(() -> sql.first(
                        "SELECT id FROM payment WHERE provider = ? AND provider_payment_id = ?",
                        Sql::uuid,
                        provider,
                        told.id()));
    }

    /** Empty for what isn't one: a provider's memory may hold anything. */
    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The latest attempt of each order, to be looked at. */
    List<PaymentView> latest(Collection<UUID> orderIds) {
        return sql.list(
                "SELECT DISTINCT ON (order_id) id, order_id, provider, status, amount, refunded, currency,"
                        + " captured, captured_currency, failure_code, confirmation_url, created_at, updated_at FROM payment WHERE order_id = ANY(?)"
                        + " ORDER BY order_id, created_at DESC, id DESC",
                PaymentRepository::view,
                (Object) orderIds.toArray(UUID[]::new));
    }

    private static PaymentView view(ResultSet row) throws SQLException {
        PaymentStatus status = PaymentStatus.of(row.getString("status"));
        return new PaymentView(
                row.getObject("id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getString("provider"),
                status.text(),
                row.getLong("amount"),
                row.getLong("refunded"),
                row.getString("currency"),
                row.getLong("captured"),
                row.getString("captured_currency"),
                row.getString("failure_code"),
                status.isOpen() ? row.getString("confirmation_url") : null,
                Sql.instant(row, "created_at"),
                Sql.instant(row, "updated_at"));
    }

    /** Takes payments that a question to the provider is due for; they are nobody else's until the next one is. */
    List<UUID> takeDue(Instant now, Duration first, Duration longest, int most) {
        return sql.list(DUE, Sql::uuid, now, now, (double) first.toSeconds(), (double) longest.toSeconds(), now, most);
    }

    static ProblemException unknown() {
        return ProblemException.notFound("payment");
    }
}
