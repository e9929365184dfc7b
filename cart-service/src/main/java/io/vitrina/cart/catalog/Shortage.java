package io.vitrina.cart.catalog;

/** A line that falls short: {@code available} pieces are there; 0 also when the product is unknown or off sale. */
public record Shortage(long productId, long requested, long available) {}
