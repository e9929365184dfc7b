package io.vitrina.cart.outbox;

/**
 * There is something in the outbox that wasn't there before.
 *
 * @param patient in which lane
 */
record OutboxFilled(boolean patient) {}
