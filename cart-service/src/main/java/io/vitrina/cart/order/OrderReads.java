package io.vitrina.cart.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.cart.database.Sql;
import io.vitrina.kit.page.Cursor;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Reads orders whole, with lines and history, in one statement however many they are. */
@ApplicationScoped
class OrderReads {

    private static final String COLUMNS = "o.id, o.number, o.user_id, o.status, o.total, o.currency, o.created_at,"
            + " o.updated_at, o.expires_at,"
            + " CAST((SELECT json_agg(json_build_object('product_id', l.product_id, 'sku', l.sku, 'name', l.name,"
            + " 'price', l.price, 'quantity', l.quantity, 'line_total', l.price * l.quantity) ORDER BY l.position)"
            + " FROM order_line l WHERE l.order_id = o.id) AS text) AS lines,"
            + " CAST((SELECT json_agg(json_build_object('status', e.status, 'at', e.at, 'by', e.by_whom)"
            + " ORDER BY e.position) FROM order_event e WHERE e.order_id = o.id) AS text) AS history";

    private static final String ONE = "SELECT " + COLUMNS + " FROM orders o WHERE o.id = ?";

    private static final String LETTER =
            "SELECT " + COLUMNS + ", c.email FROM orders o JOIN order_contact c ON c.order_id = o.id WHERE o.id = ?";

    private static final TypeReference<List<OrderResponse.Line>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<OrderResponse.Event>> HISTORY = new TypeReference<>() {};

    private final Sql sql;
    private final ObjectMapper json;

    OrderReads(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** @param ownerId whose it must be; null when anybody's will do */
    Optional<OrderResponse> one(UUID id, Long ownerId) {
        return ownerId == null
                ? sql.first(ONE, this::order, id)
                : sql.first(ONE + " AND o.user_id = ?", this::order, id, ownerId);
    }

    /** An order with where its mail goes; empty when its buyer's address isn't known, or not any more. */
    Optional<OrderLetter> letter(UUID id) {
        return sql.first(LETTER, row -> new OrderLetter(row.getString("email"), order(row)), id);
    }

    /** In the filter's order. */
    Page<OrderResponse> page(OrderFilter filter, PageRequest page) {
        List<Object> values = new ArrayList<>();
        List<String> conditions = new ArrayList<>(filter.conditions());
        String count = "0";
        if (!page.byCursor()) {
            count = "(SELECT count(*) FROM orders o" + where(filter.conditions()) + ")";
            values.addAll(filter.values());
        }
        values.addAll(filter.values());
        if (page.byCursor()) {
            after(page.cursor(), filter, conditions, values);
        }
        // One more than asked for tells whether there is a next page. The outer join keeps the count of an empty page.
        String query =
                "SELECT p.*, c.total_rows FROM (SELECT " + count + " AS total_rows) c LEFT JOIN (SELECT " + COLUMNS
                        + " FROM orders o" + where(conditions)
                        + " ORDER BY " + filter.order("o") + " LIMIT ? OFFSET ?) p ON true"
                        + " ORDER BY " + filter.order("p");
        values.add(page.size() + 1);
        values.add(page.byCursor() ? 0L : page.offset());
        return toPage(sql.list(query, this::counted, values.toArray()), filter, page);
    }

    /** @param order null in the one row of an empty page */
    private record Counted(OrderResponse order, long total) {}

    private Counted counted(ResultSet row) throws SQLException {
        return new Counted(row.getObject("id") == null ? null : order(row), row.getLong("total_rows"));
    }

    private static Page<OrderResponse> toPage(List<Counted> rows, OrderFilter filter, PageRequest page) {
        List<OrderResponse> orders = rows.stream()
                .map(Counted::order)
                .filter(Objects::nonNull)
                .limit(page.size())
                .toList();
        String next = null;
        if (rows.size() > page.size()) {
            OrderResponse last = orders.getLast();
            next = Cursor.encode(
                    filter.binding(),
                    List.of(last.createdAt().toString(), last.id().toString()));
        }
        if (page.byCursor()) {
            return Page.continued(orders, page.size(), next);
        }
        return Page.numbered(orders, page.page(), page.size(), rows.getFirst().total(), next);
    }

    private static void after(String cursor, OrderFilter filter, List<String> conditions, List<Object> values) {
        List<String> keys = Cursor.decode(cursor, filter.binding(), 2);
        try {
            values.add(Instant.parse(keys.get(0)));
            values.add(UUID.fromString(keys.get(1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw ProblemException.badRequest("cursor", "is not one of ours");
        }
        conditions.add(filter.after());
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private OrderResponse order(ResultSet row) throws SQLException {
        return new OrderResponse(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getLong("user_id"),
                OrderStatus.of(row.getString("status")),
                parse(row.getString("lines"), LINES),
                row.getLong("total"),
                row.getString("currency"),
                null,
                Sql.instant(row, "created_at"),
                Sql.instant(row, "updated_at"),
                Sql.instant(row, "expires_at"),
                parse(row.getString("history"), HISTORY));
    }

    private <T> List<T> parse(String text, TypeReference<List<T>> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order's snapshot can't be read", e);
        }
    }
}
