package io.vitrina.cart.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.kit.page.Cursor;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final TypeReference<List<OrderResponse.Line>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<OrderResponse.Event>> HISTORY = new TypeReference<>() {};

    private final EntityManager entities;
    private final ObjectMapper json;

    OrderReads(EntityManager entities, ObjectMapper json) {
        this.entities = entities;
        this.json = json;
    }

    /** @param ownerId whose it must be; null when anybody's will do */
    Optional<OrderResponse> one(UUID id, Long ownerId) {
        String owner = ownerId == null ? "" : " AND o.user_id = :user";
        Query query = entities.createNativeQuery(
                        "SELECT " + COLUMNS + ", 0 AS total_rows FROM orders o WHERE o.id = :id" + owner, Tuple.class)
                .setParameter("id", id);
        if (ownerId != null) {
            query.setParameter("user", ownerId);
        }
        return rows(query).stream().map(this::order).findFirst();
    }

    /** Newest first. */
    Page<OrderResponse> page(OrderFilter filter, PageRequest page) {
        Map<String, Object> parameters = new LinkedHashMap<>(filter.parameters());
        List<String> conditions = new ArrayList<>(filter.conditions());
        String count = "0";
        if (page.byCursor()) {
            after(page.cursor(), filter, conditions, parameters);
        } else {
            count = "(SELECT count(*) FROM orders o" + where(filter.conditions()) + ")";
        }
        // One more than asked for tells whether there is a next page. The outer join keeps the count of an empty page.
        String sql = "SELECT p.*, c.total_rows FROM (SELECT " + count + " AS total_rows) c LEFT JOIN (SELECT " + COLUMNS
                + " FROM orders o" + where(conditions)
                + " ORDER BY o.created_at DESC, o.id DESC LIMIT :most OFFSET :skip) p ON true"
                + " ORDER BY p.created_at DESC, p.id DESC";
        Query query = entities.createNativeQuery(sql, Tuple.class)
                .setParameter("most", page.size() + 1)
                .setParameter("skip", page.byCursor() ? 0L : page.offset());
        parameters.forEach(query::setParameter);
        return toPage(rows(query), filter, page);
    }

    private Page<OrderResponse> toPage(List<Tuple> rows, OrderFilter filter, PageRequest page) {
        List<OrderResponse> orders = rows.stream()
                .filter(row -> row.get(0) != null)
                .map(this::order)
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
        long total = ((Number) rows.getFirst().get("total_rows")).longValue();
        return Page.numbered(orders, page.page(), page.size(), total, next);
    }

    private static void after(
            String cursor, OrderFilter filter, List<String> conditions, Map<String, Object> parameters) {
        List<String> keys = Cursor.decode(cursor, filter.binding(), 2);
        try {
            parameters.put("last_at", Instant.parse(keys.get(0)));
            parameters.put("last_id", UUID.fromString(keys.get(1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw ProblemException.badRequest("cursor", "is not one of ours");
        }
        conditions.add("(o.created_at, o.id) < (:last_at, :last_id)");
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> rows(Query query) {
        return query.getResultList();
    }

    private OrderResponse order(Tuple row) {
        return new OrderResponse(
                row.get("id", UUID.class),
                row.get("number", String.class),
                ((Number) row.get("user_id")).longValue(),
                OrderStatus.of(row.get("status", String.class)),
                parse(row.get("lines", String.class), LINES),
                ((Number) row.get("total")).longValue(),
                row.get("currency", String.class),
                null,
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class),
                row.get("expires_at", Instant.class),
                parse(row.get("history", String.class), HISTORY));
    }

    private <T> List<T> parse(String text, TypeReference<List<T>> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order's snapshot can't be read", e);
        }
    }
}
