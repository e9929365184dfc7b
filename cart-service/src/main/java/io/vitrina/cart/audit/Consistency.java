package io.vitrina.cart.audit;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Whether carts, orders and money agree, with the figures to compare with the catalogue's.
 *
 * @param consistent whether no rule is broken
 * @param checks each rule
 * @param orders orders by status
 * @param payments payments by status
 * @param stock what the catalogue should hold for us; comparable when nothing is under way
 * @param underWay messages to the catalogue that it has not answered yet, and checkouts that are not decided
 * @param bouncedRefunds ids of refunds that failed after they had succeeded, the oldest hundred: for a person to settle
 * @param money captured, given back and kept, in minor units by currency
 */
public record Consistency(
        boolean consistent,
        List<Check> checks,
        Map<String, Long> orders,
        Map<String, Long> payments,
        Stock stock,
        UnderWay underWay,
        List<String> bouncedRefunds,
        List<Money> money) {

    /**
     * One rule.
     *
     * @param invariant which of the shop's invariants it is part of: {@code money}, {@code events} or
     *     {@code reservations}
     * @param violations how many rows break it
     * @param examples ids of at most ten of them
     */
    public record Check(String name, String invariant, long violations, List<String> examples) {}

    /** Pieces and orders for which stock is held, and for which it is sold. */
    public record Stock(long heldOrders, long heldPieces, long soldOrders, long soldPieces) {}

    /** Not yet settled between the services, or by the person a payment in review waits for. */
    public record UnderWay(long checkouts, long stockCommands, long parked, long refunds, long reviews) {}

    /**
     * Of one currency, minor units: sums of what each fits a long may not.
     *
     * @param inReview the part of what is kept that pays for nothing
     */
    public record Money(
            String currency, BigInteger captured, BigInteger refunded, BigInteger kept, BigInteger inReview) {}
}
