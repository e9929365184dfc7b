package io.vitrina.cart.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The catalogue, for everybody in this service: answers, refusals, or {@link CatalogUnavailable}. */
@ApplicationScoped
public class Catalog {

    private static final Logger LOG = Logger.getLogger(Catalog.class);

    private final CatalogCalls calls;

    Catalog(CatalogCalls calls) {
        this.calls = calls;
    }

    /** Prices and availability of the products, by id, in one call; unknown ones are left out. */
    public Map<Long, Product> lookup(Collection<Long> ids) {
        Map<Long, Product> products = new TreeMap<>();
        if (ids.isEmpty()) {
            return products;
        }
        for (CatalogApi.FoundProduct found : look(ids).items()) {
            products.put(
                    found.id(),
                    new Product(
                            found.id(),
                            found.sku(),
                            found.name(),
                            found.imageUrl(),
                            found.price(),
                            found.currency(),
                            found.available(),
                            found.isOnSale(),
                            found.purchasable()));
        }
        return products;
    }

    /** Refused only when the two services don't understand each other, and then a buyer can do nothing about it. */
    private CatalogApi.Found look(Collection<Long> ids) {
        try {
            return asking(() -> calls.lookup(ids));
        } catch (CatalogRefusal no) {
            LOG.errorf("the catalogue won't look up %d products: %d", ids.size(), no.status());
            throw new CatalogUnavailable();
        }
    }

    /**
     * Takes all of it off sale for a while, or nothing.
     *
     * @param quantities pieces by product id
     * @throws InsufficientStock when a line falls short
     */
    public Reservation reserve(UUID orderId, Map<Long, Integer> quantities, Duration ttl) {
        List<StockApi.WantedItem> items = quantities.entrySet().stream()
                .map(line -> new StockApi.WantedItem(line.getKey(), line.getValue()))
                .toList();
        try {
            return reservation(asking(() -> calls.reserve(orderId, new StockApi.Wanted(items, ttl.toSeconds()))));
        } catch (CatalogRefusal no) {
            if (no.shortages().isEmpty()) {
                LOG.errorf("the catalogue won't reserve for order %s: %s", orderId, no.reservationStatus());
                throw new CatalogUnavailable();
            }
            throw new InsufficientStock(no.shortages());
        }
    }

    /** Sells what is reserved; false when it is not there any more, and won't be by asking again. */
    public boolean commit(UUID orderId) {
        return command(orderId, "commit");
    }

    /** Puts what is reserved back on sale; false when it is sold already. */
    public boolean release(UUID orderId) {
        return command(orderId, "release");
    }

    /** Puts what is sold back on sale; false when nothing was ever reserved. */
    public boolean giveBack(UUID orderId) {
        return command(orderId, "return");
    }

    private boolean command(UUID orderId, String command) {
        try {
            asking(() -> calls.command(orderId, command));
            return true;
        } catch (CatalogRefusal no) {
            LOG.warnf("%s of order %s refused with %d", command, orderId, no.status());
            return false;
        }
    }

    private static Reservation reservation(StockApi.Held held) {
        return new Reservation(
                held.orderId(),
                held.status(),
                held.items().stream()
                        .map(item -> new Reservation.Item(
                                item.productId(),
                                item.sku(),
                                item.name(),
                                item.price(),
                                item.currency(),
                                item.quantity()))
                        .toList());
    }

    private static <T> T asking(Supplier<T> call) {
        try {
            return call.get();
        } catch (CatalogRefusal no) {
            throw no;
        } catch (RuntimeException e) {
            // Whatever it was (no connection, too slow, open breaker, no token): the caller can do nothing about it.
            LOG.warnf("the catalogue is away: %s", e.toString());
            throw new CatalogUnavailable();
        }
    }
}
