package io.vitrina.cart.payment;

import jakarta.validation.constraints.Positive;

/**
 * How much goes back.
 *
 * @param amount minor units; all that is left when absent
 */
public record RefundRequest(
        @Positive(message = "must be greater than 0") Long amount) {}
