package io.vitrina.cart.cart;

import io.vitrina.cart.config.CartProblems;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** The cart's part in a checkout, within the checkout's transactions. */
@ApplicationScoped
public class CartCheckout {

    private final CartRepository carts;
    private final Clock clock;

    CartCheckout(CartRepository carts, Clock clock) {
        this.carts = carts;
        this.clock = clock;
    }

    /**
     * What is in a cart.
     *
     * @param quantities pieces by product id, in product-id order
     * @param version tells this content from any other
     */
    public record Contents(Map<Long, Integer> quantities, long version) {}

    @Transactional(TxType.MANDATORY)
    public Contents contents(long userId) {
        return carts.load(userId)
                .map(cart -> new Contents(new TreeMap<>(cart.quantities()), cart.version()))
                .orElseGet(() -> new Contents(Map.of(), 0));
    }

    /** Takes everything out of a cart that is held, if it is still the one that was ordered. */
    @Transactional(TxType.MANDATORY)
    public void empty(long userId, long version) {
        Cart cart = carts.load(userId).orElseThrow();
        if (cart.version() != version) {
            throw new ProblemException(
                    CartProblems.CART_CHANGED, "the cart changed while it was checked out; look at it again");
        }
        cart.clear(clock.instant());
    }
}
