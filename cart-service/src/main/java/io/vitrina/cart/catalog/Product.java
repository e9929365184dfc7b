package io.vitrina.cart.catalog;

/**
 * A product as the catalogue tells it now.
 *
 * @param sku null when it has none
 * @param imageUrl null when it has none
 * @param price minor units
 * @param available pieces on sale, after reservations
 * @param purchasable whether it is on sale at all
 */
public record Product(
        long id,
        String sku,
        String name,
        String imageUrl,
        long price,
        String currency,
        long available,
        boolean purchasable) {}
