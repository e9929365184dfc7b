package io.vitrina.cart.cart;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * A product to put into the cart.
 *
 * @param quantity pieces, 1 when left out
 */
public record AddItem(
        @NotNull(message = "is required") Long productId,

        @Min(value = 1, message = "must be at least 1") @Max(value = 10_000, message = "must be at most 10000") Integer quantity) {

    int pieces() {
        return quantity == null ? 1 : quantity;
    }
}
