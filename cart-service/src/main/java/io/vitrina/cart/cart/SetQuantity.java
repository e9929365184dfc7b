package io.vitrina.cart.cart;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * How many pieces of a product shall be in the cart.
 *
 * @param quantity 0 takes the product out
 */
public record SetQuantity(
        @NotNull(message = "is required") @Min(value = 0, message = "must be at least 0") @Max(value = 10_000, message = "must be at most 10000") Integer quantity) {}
