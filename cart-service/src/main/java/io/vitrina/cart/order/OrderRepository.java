package io.vitrina.cart.order;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Orders, to change them; lists are read by {@link OrderReads}. */
@ApplicationScoped
public class OrderRepository implements PanacheRepositoryBase<Order, UUID> {

    private final Sql sql;

    OrderRepository(Sql sql) {
        this.sql = sql;
    }

    /** The order, held until the transaction ends. Orders are always locked before their payments. */
    public Optional<Order> lock(UUID id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /** As {@link #lock(UUID)}, for its owner alone. */
    public Optional<Order> lockOwned(UUID id, long userId) {
        return find("id = ?1 AND userId = ?2", id, userId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    public long countPending(long userId) {
        return sql.number("SELECT count(*) FROM orders WHERE user_id = ? AND status = 'pending'", userId);
    }

    List<UUID> expired(Instant now, int most) {
        return sql.list(
                "SELECT id FROM orders WHERE status = 'pending' AND expires_at <= ?"
                        + " ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED",
                Sql::uuid,
                now,
                most);
    }
}
