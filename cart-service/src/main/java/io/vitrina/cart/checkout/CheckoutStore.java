package io.vitrina.cart.checkout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.cart.cart.CartCheckout;
import io.vitrina.cart.catalog.Reservation;
import io.vitrina.cart.config.OrdersConfig;
import io.vitrina.cart.database.Bounded;
import io.vitrina.cart.idempotency.Claim;
import io.vitrina.cart.idempotency.Idempotency;
import io.vitrina.cart.idempotency.StoredAnswer;
import io.vitrina.cart.order.Order;
import io.vitrina.cart.order.OrderLine;
import io.vitrina.cart.order.OrderPlacement;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The checkout's transactions: what goes before the reservation, and the one that makes the order. */
@ApplicationScoped
@Bounded
class CheckoutStore {

    private final CheckoutIntents intents;
    private final CartCheckout carts;
    private final OrderPlacement orders;
    private final Idempotency idempotency;
    private final OrdersConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    CheckoutStore(
            CheckoutIntents intents,
            CartCheckout carts,
            OrderPlacement orders,
            Idempotency idempotency,
            OrdersConfig config,
            ObjectMapper json,
            Clock clock) {
        this.intents = intents;
        this.carts = carts;
        this.orders = orders;
        this.idempotency = idempotency;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Remembers that stock may be held under this id, in the transaction that claims the idempotency key; checks that the
     * user may place one more order, before any stock is touched.
     *
     * @param items what is ordered; null for the cart
     */
    @Transactional
    Basket open(long userId, UUID orderId, Map<Long, Integer> items) {
        if (!intents.open(orderId, clock.instant(), userId, config.maxPendingPerUser())) {
            throw tooManyPending();
        }
        return items == null ? cart(userId) : new Basket(items, null);
    }

    private Basket cart(long userId) {
        CartCheckout.Contents contents = carts.contents(userId);
        if (contents.quantities().isEmpty()) {
            throw ProblemException.unprocessable("the cart is empty");
        }
        return new Basket(contents.quantities(), contents.version());
    }

    /** The order, its lines, the emptied cart and the answer: all of it, or nothing. */
    @Transactional
    StoredAnswer place(Claim claim, UUID orderId, Basket basket, Reservation reservation, Optional<String> email) {
        Instant now = clock.instant();
        if (!intents.closeHoldingCart(orderId, claim.userId(), now)) {
            throw new CheckoutTooSlow();
        }
        if (basket.cartVersion() != null) {
            carts.empty(claim.userId(), basket.cartVersion());
        }
        Order order = Order.place(
                orderId,
                claim.userId(),
                lines(reservation),
                reservation.items().getFirst().currency(),
                basket.cartVersion(),
                new Order.Validity(now, now.plus(config.expiry())));
        if (!orders.place(order, email, config.maxPendingPerUser())) {
            throw tooManyPending();
        }
        StoredAnswer answer = StoredAnswer.first(201, write(order), "/api/v1/orders/" + orderId);
        idempotency.complete(claim, answer);
        return answer;
    }

    private ProblemException tooManyPending() {
        return ProblemException.conflict(
                "at most " + config.maxPendingPerUser() + " orders may be pending; pay or cancel one of them");
    }

    /** Nothing was reserved, nothing has to go back. */
    @Transactional
    void nothingHeld(UUID orderId) {
        intents.close(orderId);
    }

    /** The stock goes back by the outbox; false when there is an order, or somebody gave it up before. */
    @Transactional
    boolean giveUp(UUID orderId) {
        boolean open = intents.close(orderId);
        if (open) {
            orders.abandoned(orderId);
        }
        return open;
    }

    /** Gives up checkouts that must have died; answers how many. */
    @Transactional
    int giveUpDead(Duration lease, int most) {
        List<UUID> dead = intents.closeOlderThan(clock.instant().minus(lease), most);
        dead.forEach(orders::abandoned);
        return dead.size();
    }

    private static List<OrderLine> lines(Reservation reservation) {
        return reservation.items().stream()
                .map(item -> new OrderLine(item.productId(), item.sku(), item.name(), item.price(), item.quantity()))
                .toList();
    }

    private String write(Order order) {
        try {
            return json.writeValueAsString(order.toResponse(Optional.empty()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order can't be written", e);
        }
    }
}
