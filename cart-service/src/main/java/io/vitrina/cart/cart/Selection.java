package io.vitrina.cart.cart;

import io.vitrina.cart.catalog.Product;

/** So many pieces of a product, chosen by a customer. */
public record Selection(Product product, int quantity) {}
