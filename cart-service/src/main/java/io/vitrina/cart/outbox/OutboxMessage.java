package io.vitrina.cart.outbox;

import java.util.UUID;

/**
 * Something to tell somebody about an order.
 *
 * @param id grows with time
 * @param kind decides who delivers it
 * @param payload for the one who delivers it; may be empty
 * @param attempts this one included
 */
public record OutboxMessage(long id, String kind, UUID orderId, String payload, int attempts) {}
