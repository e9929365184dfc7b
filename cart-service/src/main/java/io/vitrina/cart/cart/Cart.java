package io.vitrina.cart.cart;

import io.vitrina.cart.catalog.InsufficientStock;
import io.vitrina.cart.catalog.Product;
import io.vitrina.cart.catalog.Shortage;
import io.vitrina.kit.problem.ProblemException;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a customer wants to buy. Its version changes with every change of its lines, so that two tabs lose nothing and
 * one cart becomes one order.
 */
@Entity
@Table(name = "cart")
class Cart {

    @Id
    private Long userId;

    @Version
    private long version;

    private Instant updatedAt;

    @ElementCollection
    @CollectionTable(name = "cart_line", joinColumns = @JoinColumn(name = "user_id"))
    @MapKeyColumn(name = "product_id")
    private Map<Long, CartLine> lines = new LinkedHashMap<>();

    protected Cart() {}

    /** A cart nothing was ever put into. */
    Cart(long userId, Instant at) {
        this.userId = userId;
        this.updatedAt = at;
    }

    /** Puts more of one product in. */
    void add(Product product, int quantity, CartLimits limits, Instant at) {
        add(List.of(new Selection(product, quantity)), limits, at);
    }

    /** Puts more of several products in: all of it, or nothing. */
    void add(List<Selection> selections, CartLimits limits, Instant at) {
        Map<Product, Long> wanted = new LinkedHashMap<>();
        for (Selection selection : selections) {
            wanted.merge(selection.product(), (long) selection.quantity(), Long::sum);
        }
        wanted.replaceAll((product, more) -> more + quantityOf(product.id()));
        choose(wanted, limits, at);
    }

    /** Sets how many of a product are in; 0 takes it out. */
    void set(Product product, int quantity, CartLimits limits, Instant at) {
        choose(Map.of(product, (long) quantity), limits, at);
    }

    private void choose(Map<Product, Long> wanted, CartLimits limits, Instant at) {
        check(wanted, limits);
        wanted.forEach((product, quantity) -> {
            CartLine line = lines.get(product.id());
            if (line == null) {
                lines.put(product.id(), new CartLine(product, quantity.intValue(), at));
            } else {
                line.choose(product, quantity.intValue());
            }
        });
        updatedAt = at;
    }

    private void check(Map<Product, Long> wanted, CartLimits limits) {
        List<Shortage> shortages = new ArrayList<>();
        Set<Long> products = new LinkedHashSet<>(lines.keySet());
        Set<String> currencies = new LinkedHashSet<>();
        lines.values().forEach(line -> currencies.add(line.currency()));
        wanted.forEach((product, quantity) -> {
            products.add(product.id());
            currencies.add(product.currency());
            if (quantity > limits.quantity()) {
                throw ProblemException.unprocessable(
                        "a cart holds at most " + limits.quantity() + " pieces of one product");
            }
            if (quantity > product.available()) {
                shortages.add(new Shortage(product.id(), quantity, product.available(), true));
            }
        });
        if (products.size() > limits.products()) {
            throw ProblemException.unprocessable("a cart holds at most " + limits.products() + " different products");
        }
        if (currencies.size() > 1) {
            throw ProblemException.unprocessable("all products of a cart must have prices in one currency");
        }
        if (!shortages.isEmpty()) {
            throw new InsufficientStock(shortages);
        }
    }

    /** True when it was in. */
    boolean remove(long productId, Instant at) {
        boolean was = lines.remove(productId) != null;
        if (was) {
            updatedAt = at;
        }
        return was;
    }

    void clear(Instant at) {
        if (!lines.isEmpty()) {
            lines.clear();
            updatedAt = at;
        }
    }

    /**
     * Shows today's names, prices and availability. Products that are left out are unknown to the catalogue now.
     *
     * @return ids of the lines about which the catalogue has news
     */
    List<Long> refresh(Map<Long, Product> products) {
        List<Long> news = new ArrayList<>();
        lines.forEach((id, line) -> {
            Product product = products.get(id);
            if (product == null ? line.vanish() : line.refresh(product)) {
                news.add(id);
            }
        });
        return news;
    }

    /** Sum of the lines, minor units. */
    long total() {
        return lines.values().stream().mapToLong(CartLine::total).reduce(0L, Math::addExact);
    }

    /** Pieces of all products together. */
    long quantity() {
        return lines.values().stream().mapToLong(CartLine::quantity).sum();
    }

    /** Empty for an empty cart. */
    Optional<String> currency() {
        return lines.values().stream().map(CartLine::currency).findFirst();
    }

    Map<Long, Integer> quantities() {
        Map<Long, Integer> quantities = new LinkedHashMap<>();
        lines.forEach((id, line) -> quantities.put(id, line.quantity()));
        return quantities;
    }

    /** By product id, in the order they were put in. */
    List<Map.Entry<Long, CartLine>> lines() {
        return lines.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Long, CartLine> line) ->
                                line.getValue().addedAt())
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    long version() {
        return version;
    }

    Long userId() {
        return userId;
    }

    private int quantityOf(long productId) {
        CartLine line = lines.get(productId);
        return line == null ? 0 : line.quantity();
    }
}
