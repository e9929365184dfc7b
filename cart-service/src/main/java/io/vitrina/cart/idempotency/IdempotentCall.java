package io.vitrina.cart.idempotency;

/**
 * A call that must happen at most once.
 *
 * @param header value of {@code Idempotency-Key}; null when there is none
 * @param route method and path
 * @param body the request as it was understood, so that blanks in JSON make no difference; null when there is none
 */
public record IdempotentCall(long userId, String header, String route, Object body) {}
