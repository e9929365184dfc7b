package io.vitrina.cart.order;

import io.vitrina.kit.page.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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
