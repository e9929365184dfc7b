package io.vitrina.cart.checkout;

import java.util.Map;

/**
 * What is about to be ordered.
 *
 * @param quantities pieces by product id, in product-id order
 * @param cartVersion the cart it is; null when it is single items
 */
record Basket(Map<Long, Integer> quantities, Long cartVersion) {}
