package io.vitrina.cart.outbox;

/** There is something in the outbox that wasn't there before. */
record OutboxFilled() {}
