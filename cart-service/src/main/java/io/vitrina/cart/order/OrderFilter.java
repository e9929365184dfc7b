package io.vitrina.cart.order;

import io.vitrina.kit.page.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which orders a list shows; null means any.
 *
 * @param from made then or later
 * @param to made before then
 */
record OrderFilter(Long userId, OrderStatus status, Instant from, Instant to) {

    static OrderFilter ofOwner(long userId, Query query) {
        return new OrderFilter(userId, query.oneOf("status", OrderStatus.class).orElse(null), null, null);
    }

    static OrderFilter ofAdmin(Query query) {
        return new OrderFilter(
                query.number("user_id", 1, Long.MAX_VALUE).orElse(null),
                query.oneOf("status", OrderStatus.class).orElse(null),
                query.instant("from").orElse(null),
                query.instant("to").orElse(null));
    }

    /** For a WHERE over {@code orders o}. */
    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (userId != null) {
            conditions.add("o.user_id = :user");
        }
        if (status != null) {
            conditions.add("o.status = :status");
        }
        if (from != null) {
            conditions.add("o.created_at >= :from");
        }
        if (to != null) {
            conditions.add("o.created_at < :to");
        }
        return conditions;
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("user", userId);
        parameters.put("status", status == null ? null : status.text());
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.values().removeIf(value -> value == null);
        return parameters;
    }

    /** What makes this list this list: a cursor of another one is refused. */
    String binding() {
        return "orders " + this;
    }
}
