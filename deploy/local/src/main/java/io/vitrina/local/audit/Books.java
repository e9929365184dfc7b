package io.vitrina.local.audit;

import static io.vitrina.local.audit.Invariant.NO_FIGURE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What both sides say of themselves ({@code GET /internal/consistency}), held against each other: each of them may add up
 * while the two disagree.
 */
public record Books(JsonNode catalog, JsonNode cart) {

    /** Whether the two can be compared: what the one was told, the other knows. */
    public boolean isSettled() {
        JsonNode underWay = cart.path("under_way");
        return underWay.path("checkouts").asLong(-1) == 0
                && underWay.path("stock_commands").asLong(-1) == 0;
    }

    public boolean agree() {
        return invariants().stream().allMatch(Invariant::holds);
    }

    /** The invariants of the shop, each with the figures of both sides. */
    public List<Invariant> invariants() {
        return List.of(pieces(), money(), events(), reserved(), ended());
    }

    private Invariant pieces() {
        String figure = "%s products, %d of them differ"
                .formatted(
                        catalog.path("products").asText("?"),
                        catalog.path("differences").size());
        return new Invariant(
                "each piece is on sale, reserved or sold",
                NO_FIGURE,
                figure,
                catalog.path("consistent").asBoolean());
    }

    private Invariant money() {
        Rules rules = rules("money");
        return new Invariant(
                "an order is paid exactly when one of its payments succeeded and none was refunded",
                rules.figure() + "; " + bounced(),
                NO_FIGURE,
                rules.hold());
    }

    /** They break no rule, and want a person. */
    private String bounced() {
        JsonNode refunds = cart.path("bounced_refunds");
        return (refunds.isArray() ? refunds.size() : "?") + " refunds bounced";
    }

    private Invariant events() {
        Rules rules = rules("events");
        return new Invariant("no event is applied twice", rules.figure(), NO_FIGURE, rules.hold());
    }

    private Invariant reserved() {
        Sides cartSays = sides(cart.path("stock"), "held", "sold");
        Sides catalogSays = sides(catalog.path("reservations"), "held", "committed");
        return new Invariant(
                "no order without its reservation, no reservation without its order",
                cartSays.figure() + (isSettled() ? "" : " (" + underWay() + ")"),
                catalogSays.figure(),
                cartSays.isTold() && cartSays.equals(catalogSays));
    }

    private Invariant ended() {
        Rules rules = rules("reservations");
        JsonNode overdue = catalog.path("reservations").path("overdue");
        return new Invariant(
                "no reservation for ever",
                rules.figure() + "; " + underWay(),
                overdue.asText("?") + " overdue",
                rules.hold() && overdue.asLong(-1) == 0);
    }

    private String underWay() {
        JsonNode underWay = cart.path("under_way");
        return "under way: %s checkouts, %s commands; %s parked"
                .formatted(
                        underWay.path("checkouts").asText("?"),
                        underWay.path("stock_commands").asText("?"),
                        underWay.path("parked").asText("?"));
    }

    /** How many rules there are about a thing, and how many rows break them. */
    private record Rules(int count, long violations) {

        private String figure() {
            return "%d rules, %d violations".formatted(count, violations);
        }

        private boolean hold() {
            return count > 0 && violations == 0;
        }
    }

    private Rules rules(String part) {
        int count = 0;
        long violations = 0;
        for (JsonNode check : cart.path("checks")) {
            if (check.path("invariant").asText().equals(part)) {
                count++;
                violations += check.path("violations").asLong();
            }
        }
        return new Rules(count, violations);
    }

    /** Orders and pieces; -1 where a side doesn't tell. */
    private record Sides(long heldOrders, long heldPieces, long soldOrders, long soldPieces) {

        private String figure() {
            return isTold()
                    ? "held %d orders, %d pieces; sold %d orders, %d pieces"
                            .formatted(heldOrders, heldPieces, soldOrders, soldPieces)
                    : "not told";
        }

        private boolean isTold() {
            return heldOrders >= 0 && heldPieces >= 0 && soldOrders >= 0 && soldPieces >= 0;
        }
    }

    private static Sides sides(JsonNode figures, String held, String sold) {
        return new Sides(
                figures.path(held + "_orders").asLong(-1),
                figures.path(held + "_pieces").asLong(-1),
                figures.path(sold + "_orders").asLong(-1),
                figures.path(sold + "_pieces").asLong(-1));
    }
}
