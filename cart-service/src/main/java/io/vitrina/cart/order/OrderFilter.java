package io.vitrina.cart.order;

import io.vitrina.kit.page.Query;
import io.vitrina.kit.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which orders a list shows, and in which order; null means any.
 *
 * @param from made then or later
 * @param to made before then
 * @param oldestFirst else the newest
 */
record OrderFilter(Long userId, OrderStatus status, Instant from, Instant to, boolean oldestFirst) {

    static final String SORTS = "`-created_at` (when left out) or `created_at`";

    static OrderFilter ofOwner(long userId, Query query) {
        return new OrderFilter(
                userId, query.oneOf("status", OrderStatus.class).orElse(null), null, null, oldestFirst(query));
    }

    static OrderFilter ofAdmin(Query query) {
        return new OrderFilter(
                query.number("user_id", 1, Long.MAX_VALUE).orElse(null),
                query.oneOf("status", OrderStatus.class).orElse(null),
                query.instant("from").orElse(null),
                query.instant("to").orElse(null),
                oldestFirst(query));
    }

    private static boolean oldestFirst(Query query) {
        return switch (query.text("sort").orElse("-created_at")) {
            case "-created_at" -> false;
            case "created_at" -> true;
            default -> throw ProblemException.badRequest("sort", "must be one of created_at, -created_at");
        };
    }

    /** For an ORDER BY over the table of this name. */
    String order(String table) {
        String direction = oldestFirst ? " ASC" : " DESC";
        return table + ".created_at" + direction + ", " + table + ".id" + direction;
    }

    /** For a WHERE over {@code orders o}: what comes behind the two values. */
    String after() {
        return "(o.created_at, o.id) " + (oldestFirst ? ">" : "<") + " (?, ?)";
    }

    /** For a WHERE over {@code orders o}. */
    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (userId != null) {
            conditions.add("o.user_id = ?");
        }
        if (status != null) {
            conditions.add("o.status = ?");
        }
        if (from != null) {
            conditions.add("o.created_at >= ?");
        }
        if (to != null) {
            conditions.add("o.created_at < ?");
        }
        return conditions;
    }

    /** The parameters of the conditions, in their order. */
    List<Object> values() {
        return Stream.<Object>of(userId, status == null ? null : status.text(), from, to)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What makes this list this list: a cursor of another one is refused. */
    String binding() {
        return "orders " + this;
    }
}
