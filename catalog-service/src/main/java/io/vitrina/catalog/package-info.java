/**
 * The catalogue: categories, products, their stock and the reservations on it.
 *
 * <p>It owns the schema {@code catalog} and the pictures. It knows neither carts nor orders nor users: an order is an id
 * that holds stock, a user is an id that changed something.
 */
package io.vitrina.catalog;
