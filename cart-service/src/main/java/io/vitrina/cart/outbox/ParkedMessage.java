package io.vitrina.cart.outbox;

import java.time.Instant;
import java.util.UUID;

/** A message given up on; {@code lastError} names the kind of failure, without anything personal. */
public record ParkedMessage(
        long id, String kind, UUID orderId, int attempts, Instant createdAt, Instant parkedAt, String lastError) {}
