package io.vitrina.cart.cart;

import io.vitrina.cart.catalog.Product;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Objects;

/** So many pieces of one product, with what the catalogue last told about it. */
@Embeddable
class CartLine {

    private int quantity;
    private long chosenPrice;
    private String name;
    private String imageUrl;
    private long price;
    private String currency;
    private long available;
    private boolean purchasable;
    private Instant addedAt;

    protected CartLine() {}

    CartLine(Product product, int quantity, Instant at) {
        this.addedAt = at;
        choose(product, quantity);
    }

    /** The customer decides anew, at the price of now. */
    final void choose(Product product, int pieces) {
        this.quantity = pieces;
        this.chosenPrice = product.price();
        refresh(product);
    }

    /** What the catalogue says now; the customer's choice stays. True when it had said something else. */
    final boolean refresh(Product product) {
        boolean news = !product.name().equals(name)
                || !Objects.equals(product.imageUrl(), imageUrl)
                || product.price() != price
                || !product.currency().equals(currency)
                || product.purchasable() != purchasable;
        this.name = product.name();
        this.imageUrl = product.imageUrl();
        this.price = product.price();
        this.currency = product.currency();
        this.available = product.available();
        this.purchasable = product.purchasable();
        return news;
    }

    /** The catalogue doesn't know it any more. True when it had. */
    boolean vanish() {
        boolean news = purchasable;
        this.available = 0;
        this.purchasable = false;
        return news;
    }

    /** Minor units. */
    long total() {
        return Math.multiplyExact(price, (long) quantity);
    }

    int quantity() {
        return quantity;
    }

    long price() {
        return price;
    }

    boolean priceChanged() {
        return price != chosenPrice;
    }

    String name() {
        return name;
    }

    String imageUrl() {
        return imageUrl;
    }

    String currency() {
        return currency;
    }

    long available() {
        return available;
    }

    /** Whether all of it can be bought now. */
    boolean purchasable() {
        return purchasable && available >= quantity;
    }

    /** The product as the catalogue told it last. */
    Product asProduct(long id) {
        return new Product(id, null, name, imageUrl, price, currency, available, purchasable, purchasable);
    }

    /** Whether the product is on sale at all, as the catalogue told last. */
    boolean onSale() {
        return purchasable;
    }

    Instant addedAt() {
        return addedAt;
    }
}
