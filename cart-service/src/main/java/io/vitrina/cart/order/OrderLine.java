package io.vitrina.cart.order;

import jakarta.persistence.Embeddable;

/** A snapshot of what was agreed about one product. */
@Embeddable
public class OrderLine {

    private long productId;
    private String sku;
    private String name;
    private long price;
    private int quantity;

    protected OrderLine() {}

    /** @param price of one piece, minor units */
    public OrderLine(long productId, String sku, String name, long price, int quantity) {
        this.productId = productId;
        this.sku = sku;
        this.name = name;
        this.price = price;
        this.quantity = quantity;
    }

    long total() {
        return Math.multiplyExact(price, (long) quantity);
    }

    OrderResponse.Line toResponse() {
        return new OrderResponse.Line(productId, sku, name, price, quantity, total());
    }
}
