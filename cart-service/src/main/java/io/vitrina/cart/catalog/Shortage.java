package io.vitrina.cart.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A line that falls short.
 *
 * @param available pieces that are there; 0 also when the product is unknown or off sale
 * @param onSale false when the product is unknown or off sale
 */
public record Shortage(
        long productId,
        long requested,
        long available,
        @JsonIgnore boolean onSale) {}
