package io.vitrina.cart.cart;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carts by their user. */
@ApplicationScoped
class CartRepository implements PanacheRepositoryBase<Cart, Long> {

    private static final String REFRESH = "UPDATE cart_line l SET name = n.name, image_url = n.image_url,"
            + " price = n.price, currency = n.currency, available = n.available, purchasable = n.purchasable"
            + " FROM unnest(CAST(:ids AS bigint[]), CAST(:names AS text[]), CAST(:images AS text[]),"
            + " CAST(:prices AS bigint[]), CAST(:currencies AS text[]), CAST(:availables AS bigint[]),"
            + " CAST(:purchasables AS boolean[]))"
            + " AS n(id, name, image_url, price, currency, available, purchasable)"
            + " WHERE l.user_id = :user AND l.product_id = n.id";

    private final EntityManager entities;

    CartRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** The cart with its lines, in one statement. */
    Optional<Cart> load(long userId) {
        return find("FROM Cart c LEFT JOIN FETCH c.lines WHERE c.userId = ?1", userId)
                .firstResultOptional();
    }

    /** Makes sure that there is a row, and holds it until the transaction ends. Answers the cart's version. */
    long lock(long userId, Instant at) {
        return ((Number) entities.createNativeQuery("INSERT INTO cart (user_id, version, updated_at)"
                                + " VALUES (:user, 0, :at) ON CONFLICT (user_id) DO UPDATE SET user_id = cart.user_id"
                                + " RETURNING version")
                        .setParameter("user", userId)
                        .setParameter("at", at)
                        .getSingleResult())
                .longValue();
    }

    /** Remembers what the catalogue told about some lines; no change of the cart, so no new version. */
    void remember(long userId, List<Map.Entry<Long, CartLine>> lines) {
        entities.createNativeQuery(REFRESH)
                .setParameter("user", userId)
                .setParameter("ids", lines.stream().map(Map.Entry::getKey).toArray(Long[]::new))
                .setParameter(
                        "names", lines.stream().map(l -> l.getValue().name()).toArray(String[]::new))
                .setParameter(
                        "images",
                        lines.stream().map(l -> l.getValue().imageUrl()).toArray(String[]::new))
                .setParameter(
                        "prices", lines.stream().map(l -> l.getValue().price()).toArray(Long[]::new))
                .setParameter(
                        "currencies",
                        lines.stream().map(l -> l.getValue().currency()).toArray(String[]::new))
                .setParameter(
                        "availables",
                        lines.stream().map(l -> l.getValue().available()).toArray(Long[]::new))
                .setParameter(
                        "purchasables",
                        lines.stream().map(l -> l.getValue().onSale()).toArray(Boolean[]::new))
                .executeUpdate();
    }
}
