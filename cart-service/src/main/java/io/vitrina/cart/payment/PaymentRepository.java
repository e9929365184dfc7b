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

    private static final String VIEW = "id, order_id, provider, status, amount, refunded, currency, captured,"
            + " captured_currency, failure_code, confirmation_url, created_at, updated_at";

    /** The older a payment, the longer the wait until the next question. */
    private static final String DUE = "UPDATE payment SET next_check_at = CAST(? AS timestamptz)"
            + " + LEAST(GREATEST(CAST(? AS timestamptz) - created_at, make_interval(secs => ?)), make_interval(secs => ?))"
            + " WHERE id IN (SELECT id FROM payment WHERE next_check_at <= ? ORDER BY next_check_at LIMIT ?"
            + " FOR UPDATE SKIP LOCKED) RETURNING id";

    /** The order is locked as everywhere; whoever opened another attempt meanwhile is met at the index of open ones. */
    private static final String OPEN_FIRST = "WITH due AS MATERIALIZED (SELECT o.id, o.user_id, o.number, o.total,"
            + " o.currency, o.expires_at FROM orders o WHERE o.id = ? AND o.user_id = ? AND o.status = 'pending'"
            + " AND o.expires_at > ? AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.order_id = o.id) FOR UPDATE OF o),"
            + " opened AS (INSERT INTO payment (id, order_id, user_id, provider, status, amount, currency,"
            + " next_check_at, created_at, updated_at) SELECT CAST(? AS uuid), due.id, due.user_id, ?, 'pending',"
            + " due.total, due.currency, CAST(? AS timestamptz), n.now, n.now"
            + " FROM due, (SELECT CAST(? AS timestamptz) AS now) n ON CONFLICT DO NOTHING RETURNING id)"
            + " SELECT due.number, due.total, due.currency, due.expires_at FROM due, opened";

    private static final String KNOWN = "UPDATE payment SET provider_payment_id = ?, confirmation_url = ?,"
            + " updated_at = ? WHERE id = ? AND status = 'pending' AND provider_payment_id IS NULL RETURNING " + VIEW;

    private final Sql sql;

    PaymentRepository(Sql sql) {
        this.sql = sql;
    }

    /** What an order's first attempt is to pay. */
    record Opened(String number, long amount, String currency, Instant orderExpires) {}

    /**
     * Opens the first attempt of a pending order, in one statement; empty when that isn't what it would be, and then
     * nothing is written.
     */
    Optional<Opened> openFirst(UUID id, UUID orderId, long userId, String provider, Instant now, Instant askAgain) {
        return sql.first(
                OPEN_FIRST,
                row -> new Opened(
                        row.getString("number"),
                        row.getLong("total"),
                        row.getString("currency"),
                        Sql.instant(row, "expires_at")),
                orderId,
                userId,
                now,
                id,
                provider,
                askAgain,
                now);
    }

    /**
     * Writes down under which id the provider knows a new attempt, which moves nothing; empty when it has been told before,
     * or the attempt has moved on.
     */
    Optional<PaymentView> known(UUID id, ProviderPayment told, Instant now) {
        String page = told.redirectUrl() == null ? null : told.redirectUrl().toString();
        return sql.first(KNOWN, PaymentRepository::view, told.id(), page, now, id);
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

    /**
     * Of each order the attempt to be looked at: the one that pays, else one that paid until its money went back (what was
     * in review, and has kept its reason, never paid), else the latest.
     */
    List<PaymentView> telling(Collection<UUID> orderIds) {
        return sql.list(
                "SELECT DISTINCT ON (order_id) " + VIEW + " FROM payment WHERE order_id = ANY(?) ORDER BY order_id,"
                        + " status IN ('succeeded', 'partially_refunded') DESC,"
                        + " (status = 'refunded' AND failure_code IS NULL) DESC, created_at DESC, id DESC",
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
