package io.vitrina.cart.cart;

import io.vitrina.cart.catalog.Catalog;
import io.vitrina.cart.catalog.CatalogUnavailable;
import io.vitrina.cart.catalog.Product;
import io.vitrina.cart.config.CartConfig;
import io.vitrina.kit.problem.FieldError;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a customer does with the cart: ask the catalogue first, then change the cart, never both at once. */
@ApplicationScoped
public class CartService {

    private final CartStore store;
    private final Catalog catalog;
    private final CartConfig config;
    private final CartLimits limits;
    private final Clock clock;

    CartService(CartStore store, Catalog catalog, CartConfig config, Clock clock) {
        this.store = store;
        this.catalog = catalog;
        this.config = config;
        this.limits = new CartLimits(config.maxProducts(), config.maxQuantity());
        this.clock = clock;
    }

    /** The cart at the prices of now; while the catalogue is away, at the last ones known. */
    public CartResponse view(long userId) {
        return show(userId, store.read(userId));
    }

    /** Puts more in: all of it, or nothing. */
    public CartResponse add(long userId, AddItems wanted) {
        Set<Long> ids = new LinkedHashSet<>();
        wanted.items().forEach(item -> ids.add(item.productId()));
        if (ids.size() > limits.products()) {
            throw ProblemException.unprocessable("a cart holds at most " + limits.products() + " different products");
        }
        ids.addAll(store.read(userId).quantities().keySet());
        Map<Long, Product> products = catalog.lookup(ids);
        List<Selection> selections = select(wanted, products);
        Cart cart = change(userId, c -> c.add(selections, limits, clock.instant()));
        cart.refresh(known(cart, products));
        return respond(cart, false);
    }

    /** Sets how many of a product are in; 0 takes it out, and needs no catalogue. */
    public CartResponse set(long userId, long productId, int quantity) {
        if (quantity == 0) {
            return show(userId, change(userId, cart -> cart.remove(productId, clock.instant())));
        }
        Set<Long> ids = new LinkedHashSet<>(store.read(userId).quantities().keySet());
        ids.add(productId);
        Map<Long, Product> products = catalog.lookup(ids);
        Product product = products.get(productId);
        if (!sellable(product)) {
            throw ProblemException.invalid("product_id", "is not on sale");
        }
        Cart cart = change(userId, c -> c.set(product, quantity, limits, clock.instant()));
        cart.refresh(known(cart, products));
        return respond(cart, false);
    }

    public void remove(long userId, long productId) {
        change(userId, cart -> cart.remove(productId, clock.instant()));
    }

    public void clear(long userId) {
        change(userId, cart -> cart.clear(clock.instant()));
    }

    private List<Selection> select(AddItems wanted, Map<Long, Product> products) {
        List<Selection> selections = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < wanted.items().size(); i++) {
            AddItem item = wanted.items().get(i);
            Product product = products.get(item.productId());
            if (sellable(product)) {
                selections.add(new Selection(product, item.pieces()));
            } else {
                errors.add(new FieldError(wanted.path(i, "product_id"), "is not on sale"));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return selections;
    }

    /** Sold out is on sale, only with nothing left: that is a conflict with the stock, not a wrong product. */
    private static boolean sellable(Product product) {
        return product != null && product.onSale();
    }

    /** By the version read; the loser of a race tries again, and the second time waits for its turn. */
    private Cart change(long userId, Consumer<Cart> change) {
        try {
            return store.change(userId, false, change);
        } catch (OptimisticLockException e) {
            return store.change(userId, true, change);
        }
    }

    private CartResponse show(long userId, Cart cart) {
        if (cart.isEmpty()) {
            return respond(cart, false);
        }
        Map<Long, Product> products;
        try {
            products = catalog.lookup(cart.quantities().keySet());
        } catch (CatalogUnavailable e) {
            return respond(cart, true);
        }
        List<Long> news = cart.refresh(products);
        if (!news.isEmpty()) {
            store.remember(
                    userId,
                    cart.lines().stream()
                            .filter(line -> news.contains(line.getKey()))
                            .toList());
        }
        return respond(cart, false);
    }

    /** Lines that another tab put in meanwhile were not asked for: they keep what that tab was told a moment ago. */
    private static Map<Long, Product> known(Cart cart, Map<Long, Product> products) {
        cart.lines()
                .forEach(line -> products.computeIfAbsent(
                        line.getKey(), id -> line.getValue().asProduct(id)));
        return products;
    }

    private CartResponse respond(Cart cart, boolean stale) {
        return CartResponse.from(cart, config.currency(), stale);
    }
}
