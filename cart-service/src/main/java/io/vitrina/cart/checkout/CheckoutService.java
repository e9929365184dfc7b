package io.vitrina.cart.checkout;

import io.vitrina.cart.catalog.Catalog;
import io.vitrina.cart.catalog.CatalogUnavailable;
import io.vitrina.cart.catalog.InsufficientStock;
import io.vitrina.cart.catalog.Reservation;
import io.vitrina.cart.config.CartConfig;
import io.vitrina.cart.config.CartProblems;
import io.vitrina.cart.config.OrdersConfig;
import io.vitrina.cart.database.CrashPoint;
import io.vitrina.cart.database.CrashPoints;
import io.vitrina.cart.idempotency.Claim;
import io.vitrina.cart.idempotency.StoredAnswer;
import io.vitrina.kit.problem.FieldError;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * From a cart to an order: reserve first, under an id of ours, then one transaction; whatever goes wrong in between gives
 * the stock back.
 */
@ApplicationScoped
class CheckoutService {

    private static final Logger LOG = Logger.getLogger(CheckoutService.class);

    private final CheckoutStore store;
    private final Catalog catalog;
    private final OrdersConfig orders;
    private final CartConfig limits;
    private final CrashPoints crashes;

    CheckoutService(CheckoutStore store, Catalog catalog, OrdersConfig orders, CartConfig limits, CrashPoints crashes) {
        this.store = store;
        this.catalog = catalog;
        this.orders = orders;
        this.limits = limits;
        this.crashes = crashes;
    }

    /** Runs in the transaction of the idempotency key: from here on stock may be held. */
    Basket begin(long userId, UUID orderId, Map<Long, Integer> items) {
        return store.open(userId, orderId, items);
    }

    StoredAnswer checkOut(Claim claim, UUID orderId, Basket basket, PlaceOrder wanted, Optional<String> email) {
        crashes.reach(CrashPoint.CHECKOUT_CLAIMED);
        try {
            Reservation reservation = catalog.reserve(
                    orderId, basket.quantities(), orders.expiry().plus(orders.holdBeyondExpiry()));
            crashes.reach(CrashPoint.CHECKOUT_RESERVED);
            requireExpected(wanted.expectedTotal(), reservation);
            StoredAnswer answer = store.place(claim, orderId, basket, reservation, email);
            crashes.reach(CrashPoint.CHECKOUT_COMMITTED);
            return answer;
        } catch (InsufficientStock e) {
            undo(orderId, e);
            throw told(e, wanted);
        } catch (RuntimeException e) {
            undo(orderId, e);
            throw e;
        }
    }

    /** A product that can't be bought at all is a mistake of whoever names it; in a cart it is news. */
    private static ProblemException told(InsufficientStock e, PlaceOrder wanted) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; wanted.items() != null && i < wanted.items().size(); i++) {
            if (e.isOffSale(wanted.items().get(i).productId())) {
                errors.add(new FieldError("items[" + i + "].product_id", "is not on sale"));
            }
        }
        return errors.isEmpty() ? e : ProblemException.invalid(errors);
    }

    /** Pieces by product id, within the limits; null when it is the cart that is ordered. */
    Map<Long, Integer> items(PlaceOrder wanted) {
        if (wanted.items() == null) {
            return null;
        }
        Map<Long, Long> sums = wanted.quantities();
        if (sums.size() > limits.maxProducts()) {
            throw ProblemException.invalid(
                    "items", "must have at most " + limits.maxProducts() + " different products");
        }
        Map<Long, Integer> quantities = new TreeMap<>();
        sums.forEach((product, quantity) -> {
            if (quantity > limits.maxQuantity()) {
                throw ProblemException.invalid(
                        "items", "must have at most " + limits.maxQuantity() + " pieces of one product");
            }
            quantities.put(product, quantity.intValue());
        });
        return quantities;
    }

    /** What the buyer saw is what he pays, or nothing is ordered. The prices are the reservation's own. */
    private static void requireExpected(Long expected, Reservation reservation) {
        if (reservation.items().stream()
                        .map(Reservation.Item::currency)
                        .distinct()
                        .count()
                > 1) {
            throw ProblemException.unprocessable("all products of an order must have prices in one currency");
        }
        long total = reservation.items().stream()
                .mapToLong(item -> Math.multiplyExact(item.price(), (long) item.quantity()))
                .reduce(0L, Math::addExact);
        if (expected == null || expected == total) {
            return;
        }
        List<Map<String, Object>> items =
                reservation.items().stream().map(CheckoutService::line).toList();
        throw new ProblemException(CartProblems.PRICE_CHANGED, "the total is " + total + ", not " + expected)
                .with("total", total)
                .with("currency", reservation.items().getFirst().currency())
                .with("items", items);
    }

    private static Map<String, Object> line(Reservation.Item item) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("product_id", item.productId());
        line.put("sku", item.sku());
        line.put("name", item.name());
        line.put("price", item.price());
        line.put("quantity", item.quantity());
        line.put("line_total", item.price() * item.quantity());
        return line;
    }

    /**
     * Gives the stock back, unless the order exists after all: a commit whose answer was lost has taken the intent along.
     * The outbox does it for certain; asking the catalogue here as well lets the buyer's next attempt find the goods. A
     * process that dies here leaves it to the sweeper.
     */
    private void undo(UUID orderId, RuntimeException why) {
        try {
            if (why instanceof InsufficientStock) {
                store.nothingHeld(orderId);
            } else if (store.giveUp(orderId) && !(why instanceof CatalogUnavailable)) {
                catalog.release(orderId);
            }
        } catch (RuntimeException e) {
            LOG.warnf("checkout %s is left to the sweeper: %s", orderId, e.toString());
        }
    }
}
