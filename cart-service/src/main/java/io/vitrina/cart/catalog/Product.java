package io.vitrina.cart.catalog;

/**
 * A product as the catalogue tells it now.
 *
 * @param sku null when it has none
 * @param imageUrl null when it has none
 * @param price minor units
 * @param available pieces there are, after reservations
 * @param onSale whether it is on sale at all, sold out or not
 * @param purchasable whether it is on sale, and there is one
 */
public record Product(
        long id,
        String sku,
        String name,
        String imageUrl,
        long price,
        String currency,
        long available,
        boolean onSale,
        boolean purchasable) {}
