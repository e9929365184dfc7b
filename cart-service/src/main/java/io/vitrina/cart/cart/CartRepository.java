package io.vitrina.cart.cart;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carts by their user. */
@ApplicationScoped
class CartRepository implements PanacheRepositoryBase<Cart, Long> {

    private static final String REFRESH = "UPDATE cart_line l SET name = n.name, image_url = n.image_url,"
            + " price = n.price, currency = n.currency, available = n.available, purchasable = n.purchasable"
            + " FROM unnest(CAST(? AS bigint[]), CAST(? AS text[]), CAST(? AS text[]),"
            + " CAST(? AS bigint[]), CAST(? AS text[]), CAST(? AS bigint[]),"
            + " CAST(? AS boolean[]))"
            + " AS n(id, name, image_url, price, currency, available, purchasable)"
            + " WHERE l.user_id = ? AND l.product_id = n.id";

    private final Sql sql;

    CartRepository(Sql sql) {
        this.sql = sql;
    }

    /** The cart with its lines, in one statement. */
    Optional<Cart> load(long userId) {
        return find("FROM Cart c LEFT JOIN FETCH c.lines WHERE c.userId = ?1", userId)
                .firstResultOptional();
    }

    /** Makes sure that there is a row, and holds it until the transaction ends. Answers the cart's version. */
    long lock(long userId, Instant at) {
        return sql.number(
                "INSERT INTO cart (user_id, version, updated_at) VALUES (?, 0, ?)"
                        + " ON CONFLICT (user_id) DO UPDATE SET user_id = cart.user_id RETURNING version",
                userId,
                at);
    }

    /** Remembers what the catalogue told about some lines; no change of the cart, so no new version. */
    void remember(long userId, List<Map.Entry<Long, CartLine>> lines) {
        List<CartLine> known = lines.stream().map(Map.Entry::getValue).toList();
        sql.update(
                REFRESH,
                lines.stream().map(Map.Entry::getKey).toArray(Long[]::new),
                known.stream().map(CartLine::name).toArray(String[]::new),
                known.stream().map(CartLine::imageUrl).toArray(String[]::new),
                known.stream().map(CartLine::price).toArray(Long[]::new),
                known.stream().map(CartLine::currency).toArray(String[]::new),
                known.stream().map(CartLine::available).toArray(Long[]::new),
                known.stream().map(CartLine::onSale).toArray(Boolean[]::new),
                userId);
    }
}
