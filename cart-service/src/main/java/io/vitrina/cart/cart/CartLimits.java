package io.vitrina.cart.cart;

/** What a cart may hold: different products, and pieces of each. */
record CartLimits(int products, int quantity) {}
