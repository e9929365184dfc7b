/**
 * The one door of the shop: it routes, limits, documents and caches, and owns no data.
 *
 * <p>It serves HTTP by a Vert.x server of its own rather than by the framework's: refusals of malformed requests are
 * part of the contract, and only the server itself sees those.
 */
package io.vitrina.gateway;
