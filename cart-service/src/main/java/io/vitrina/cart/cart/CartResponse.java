package io.vitrina.cart.cart;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The cart as its owner sees it.
 *
 * @param quantity pieces of all products together
 * @param total sum of the lines, minor units
 * @param stale true while the catalogue is away: prices and availability are the last ones known
 */
public record CartResponse(List<Line> items, long quantity, long total, String currency, boolean stale) {

    /**
     * So many pieces of one product.
     *
     * @param price of one piece, minor units
     * @param available pieces on sale now
     * @param priceChanged whether the price is another than when the customer chose the quantity
     * @param purchasable whether all of the line can be bought now
     */
    @Schema(name = "CartLine")
    public record Line(
            long productId,
            String name,
            @Schema(nullable = true) String imageUrl,
            long price,
            int quantity,
            long lineTotal,
            long available,
            boolean priceChanged,
            boolean purchasable) {

        private static Line from(Map.Entry<Long, CartLine> entry) {
            CartLine line = entry.getValue();
            return new Line(
                    entry.getKey(),
                    line.name(),
                    line.imageUrl(),
                    line.price(),
                    line.quantity(),
                    line.total(),
                    line.available(),
                    line.priceChanged(),
                    line.purchasable());
        }
    }

    static CartResponse from(Cart cart, String currency, boolean stale) {
        return new CartResponse(
                cart.lines().stream().map(Line::from).toList(),
                cart.quantity(),
                cart.total(),
                cart.currency().orElse(currency),
                stale);
    }
}
