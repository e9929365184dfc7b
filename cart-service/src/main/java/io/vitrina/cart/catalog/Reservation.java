package io.vitrina.cart.catalog;

import java.util.List;
import java.util.UUID;

/**
 * Stock held under an order's id, with the names and prices of the transaction that took it: the order's snapshot.
 *
 * @param items in product-id order
 */
public record Reservation(UUID orderId, String status, List<Item> items) {

    /**
     * One product of it.
     *
     * @param price of one piece, minor units
     */
    public record Item(long productId, String sku, String name, long price, String currency, int quantity) {}
}
