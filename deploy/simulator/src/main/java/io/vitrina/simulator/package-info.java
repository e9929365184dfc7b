/**
 * Stripe and YooKassa as a shop sees them over the wire: their requests, answers, idempotency, notifications and pay
 * page, with faults on demand and books that an auditor can read.
 *
 * <p>It owns no part of the shop and shares no code with it, so that a misunderstanding of a wire format in one is not
 * repeated in the other. Everything lives in memory.
 */
package io.vitrina.simulator;
