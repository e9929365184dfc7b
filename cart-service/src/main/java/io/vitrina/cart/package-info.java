/**
 * Carts, orders and payments of the shop's customers.
 *
 * <p>It owns what a customer wants (the cart), what was agreed (the order, whose lines are snapshots) and what became
 * of the money (payments and refunds, each one attempt at a provider). It does not own products, prices or stock: the
 * catalogue answers for those over HTTP, and stock is held under the order's id. It knows users by their id only; an
 * e-mail address is kept with an order as long as mail about that order is still due.
 */
package io.vitrina.cart;
