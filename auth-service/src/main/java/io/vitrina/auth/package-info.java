/**
 * Users, their sessions, the tokens they carry and the keys that sign them.
 *
 * <p>Owns schema {@code auth}. It knows nothing of products, carts or orders: other services know a user by the id in
 * the token, and ask nothing here on the way of a request but for the public keys.
 */
package io.vitrina.auth;
