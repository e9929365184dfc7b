package io.vitrina.cart.order;

/**
 * What mail about an order needs.
 *
 * @param to the buyer's address
 */
public record OrderLetter(String to, OrderResponse order) {}
