package io.vitrina.catalog.stock;

import io.vitrina.catalog.stock.Reservation.Line;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The rules of stock in a few lines, without a database. */
final class StockModel {

    private final Map<Long, Long> onSale = new TreeMap<>();
    private final Map<UUID, String> status = new TreeMap<>();
    private final Map<UUID, List<Line>> held = new TreeMap<>();

    StockModel(List<Long> products, long quantity) {
        products.forEach(product -> onSale.put(product, quantity));
    }

    Map<Long, Long> onSale() {
        return onSale;
    }

    boolean reserve(UUID order, List<Line> lines) {
        String standing = status.get(order);
        if (standing != null) {
            return (standing.equals("held") || standing.equals("committed"))
                    && held.get(order).equals(lines);
        }
        return take(order, lines, "held");
    }

    private boolean take(UUID order, List<Line> lines, String then) {
        if (lines.stream().anyMatch(line -> onSale.get(line.productId()) < line.quantity())) {
            return false;
        }
        lines.forEach(line -> onSale.merge(line.productId(), -line.quantity(), Long::sum));
        held.put(order, lines);
        status.put(order, then);
        return true;
    }

    boolean adjust(long product, long delta) {
        if (onSale.get(product) + delta < 0) {
            return false;
        }
        onSale.merge(product, delta, Long::sum);
        return true;
    }

    boolean commit(UUID order) {
        return switch (status.getOrDefault(order, "")) {
            case "committed" -> true;
            case "held" -> status.put(order, "committed") != null;
            case "expired" -> take(order, held.get(order), "committed");
            default -> false;
        };
    }

    boolean release(UUID order) {
        if (status.getOrDefault(order, "").equals("committed")) {
            return false;
        }
        giveBack(order, "held");
        status.put(order, "released");
        return true;
    }

    boolean takeBack(UUID order) {
        if (!status.containsKey(order)) {
            return false;
        }
        giveBack(order, "held");
        giveBack(order, "committed");
        status.put(order, "released");
        return true;
    }

    void expire(UUID order) {
        if (status.getOrDefault(order, "").equals("held")) {
            giveBack(order, "held");
            status.put(order, "expired");
        }
    }

    private void giveBack(UUID order, String when) {
        if (status.getOrDefault(order, "").equals(when)) {
            held.get(order).forEach(line -> onSale.merge(line.productId(), line.quantity(), Long::sum));
            status.put(order, "given back");
        }
    }
}
