package io.vitrina.cart.checkout;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What to order.
 *
 * @param items these, without touching the cart; the cart when left out
 * @param expectedTotal what the buyer saw, minor units: another total is refused; any will do when left out
 */
public record PlaceOrder(
        @Size(min = 1, max = 1000, message = "must have 1 to 1000 entries") List<@NotNull(message = "is required") @Valid Item> items,

        @PositiveOrZero(message = "must not be negative") Long expectedTotal) {

    /**
     * So many pieces of one product.
     *
     * @param quantity pieces, 1 when left out
     */
    @Schema(name = "PlaceOrderItem")
    public record Item(
            @NotNull(message = "is required") Long productId,

            @Min(value = 1, message = "must be at least 1") @Max(value = 10_000, message = "must be at most 10000") Integer quantity) {}

    /** Lines of one product added up, in product-id order. */
    Map<Long, Long> quantities() {
        Map<Long, Long> quantities = new TreeMap<>();
        for (Item item : items) {
            quantities.merge(item.productId(), item.quantity() == null ? 1L : item.quantity(), Long::sum);
        }
        return quantities;
    }
}
