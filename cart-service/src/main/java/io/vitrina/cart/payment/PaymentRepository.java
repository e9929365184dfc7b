package io.vitrina.cart.payment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
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
    private static final String DUE = "UPDATE payment SET next_check_at = CAST(:now AS timestamptz)"
            + " + LEAST(GREATEST(CAST(:now AS timestamptz) - created_at, make_interval(secs => :first)), make_interval(secs => :longest))"
            + " WHERE id IN (SELECT id FROM payment WHERE next_check_at <= :now ORDER BY next_check_at LIMIT :most"
            + " FOR UPDATE SKIP LOCKED) RETURNING id";

    private final EntityManager entities;

    PaymentRepository(EntityManager entities) {
        this.entities = entities;
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
    @SuppressWarnings("unchecked")
    Optional<UUID> match(String provider, ProviderPayment told) {
        return entities
                .createNativeQuery(
                        "SELECT id FROM payment WHERE provider = :provider"
                                + " AND (id = CAST(:ours AS uuid) OR provider_payment_id = :theirs)"
                                + " ORDER BY id = CAST(:ours AS uuid) DESC NULLS LAST LIMIT 1",
                        UUID.class)
                .setParameter("provider", provider)
                .setParameter("ours", uuid(told.ourPaymentId()))
                .setParameter("theirs", told.id())
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Null for what isn't one: a provider's memory may hold anything. */
    private static String uuid(String text) {
        try {
            return text == null ? null : UUID.fromString(text).toString();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The latest attempt of each order. */
    List<Payment> latest(Collection<UUID> orderIds) {
        return entities.createNativeQuery(
                        "SELECT DISTINCT ON (order_id) * FROM payment WHERE order_id = ANY(:orders)"
                                + " ORDER BY order_id, created_at DESC, id DESC",
                        Payment.class)
                .setParameter("orders", orderIds.toArray(UUID[]::new))
                .getResultList();
    }

    /** Takes payments that a question to the provider is due for; they are nobody else's until the next one is. */
    @SuppressWarnings("unchecked")
    List<UUID> takeDue(Instant now, Duration first, Duration longest, int most) {
        return entities.createNativeQuery(DUE, UUID.class)
                .setParameter("now", now)
                .setParameter("first", (double) first.toSeconds())
                .setParameter("longest", (double) longest.toSeconds())
                .setParameter("most", most)
                .getResultList();
    }

    /** Its order, which never changes; 404 for an unknown payment. */
    UUID orderOf(UUID paymentId) {
        List<?> rows = entities.createNativeQuery("SELECT order_id FROM payment WHERE id = :id", UUID.class)
                .setParameter("id", paymentId)
                .getResultList();
        if (rows.isEmpty()) {
            throw ProblemException.notFound("payment");
        }
        return (UUID) rows.getFirst();
    }
}
