package io.vitrina.cart.outbox;

/**
 * There is something in the outbox that wasn't there before.
 *
 * @param lane in which it waits
 */
record OutboxFilled(OutboxLane lane) {}
