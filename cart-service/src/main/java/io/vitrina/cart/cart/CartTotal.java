package io.vitrina.cart.cart;

/**
 * What the cart comes to.
 *
 * @param total minor units
 * @param quantity pieces of all products together
 */
public record CartTotal(long total, String currency, long quantity) {}
