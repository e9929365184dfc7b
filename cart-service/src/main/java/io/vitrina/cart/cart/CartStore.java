package io.vitrina.cart.cart;

import io.vitrina.cart.database.Bounded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The cart's transactions; nothing remote happens in one. */
@ApplicationScoped
@Bounded
class CartStore {

    private final CartRepository carts;
    private final Clock clock;

    CartStore(CartRepository carts, Clock clock) {
        this.carts = carts;
        this.clock = clock;
    }

    /** A cart to read from; an empty one when there is none. */
    @Transactional
    Cart read(long userId) {
        return carts.load(userId).orElseGet(() -> new Cart(userId, clock.instant()));
    }

    /**
     * Changes the cart by the version it was read at.
     *
     * @throws jakarta.persistence.OptimisticLockException when another tab was faster
     */
    @Transactional
    Cart change(long userId, boolean wait, Consumer<Cart> change) {
        Cart cart = wait ? null : carts.load(userId).orElse(null);
        if (cart == null) {
            carts.lock(userId, clock.instant());
            cart = carts.load(userId).orElseThrow();
        }
        change.accept(cart);
        carts.flush();
        return cart;
    }

    @Transactional
    void remember(long userId, List<Map.Entry<Long, CartLine>> lines) {
        carts.remember(userId, lines);
    }
}
