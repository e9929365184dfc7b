package io.vitrina.cart.audit;

import io.vitrina.cart.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules as SQL: each query finds the ids of what breaks one. */
@ApplicationScoped
class ConsistencyRepository {

    private static final int EXAMPLES = 10;

    /** Whatever happened, these find nothing, at every instant: what they compare changes in one transaction. */
    private static final List<Rule> RULES = rules();

    private static final String MONEY = "money";
    private static final String EVENTS = "events";
    private static final String RESERVATIONS = "reservations";

    /** @param query finds ids of what breaks it, in a column {@code id} */
    private record Rule(String name, String invariant, String query) {}

    private final Sql sql;

    ConsistencyRepository(Sql sql) {
        this.sql = sql;
    }

    private static List<Rule> rules() {
        String paidBy = "EXISTS (SELECT FROM payment p WHERE p.order_id = o.id"
                + " AND p.status IN ('succeeded', 'partially_refunded'))";
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule(
                "a paid or shipped order has a payment that succeeded and is not refunded",
                MONEY,
                "SELECT o.id FROM orders o WHERE o.status IN ('paid', 'shipped') AND NOT " + paidBy));
        rules.add(new Rule(
                "money for an order that is not sold is on its way back",
                MONEY,
                "SELECT o.id FROM orders o JOIN payment p ON p.order_id = o.id"
                        + " WHERE o.status IN ('pending', 'cancelled', 'refunded')"
                        + " AND p.captured > p.refund_promised AND p.status <> 'review'"));
        rules.add(new Rule(
                "a refunded order has its money given back",
                MONEY,
                "SELECT o.id FROM orders o WHERE o.status = 'refunded' AND NOT EXISTS"
                        + " (SELECT FROM payment p WHERE p.order_id = o.id AND p.status = 'refunded')"));
        rules.add(new Rule(
                "an order's total is the sum of its lines",
                MONEY,
                "SELECT o.id FROM orders o WHERE o.total <> COALESCE((SELECT sum(l.price * l.quantity)"
                        + " FROM order_line l WHERE l.order_id = o.id), -1)"));
        rules.add(new Rule(
                "an order's status is its history's last",
                EVENTS,
                "SELECT o.id FROM orders o WHERE o.status IS DISTINCT FROM (SELECT e.status FROM order_event e"
                        + " WHERE e.order_id = o.id ORDER BY e.position DESC LIMIT 1)"));
        rules.add(new Rule(
                "a payment's refunds add up",
                MONEY,
                "SELECT p.id FROM payment p LEFT JOIN (SELECT payment_id,"
                        + " sum(amount) FILTER (WHERE status <> 'failed') AS promised,"
                        + " sum(amount) FILTER (WHERE status = 'succeeded') AS done FROM refund GROUP BY payment_id) r"
                        + " ON r.payment_id = p.id WHERE p.refund_promised <> COALESCE(r.promised, 0)"
                        + " OR p.refunded <> COALESCE(r.done, 0)"));
        rules.add(new Rule(
                "what was captured for goods is what the order costs",
                MONEY,
                // What was in review keeps its reason, and paid for nothing.
                "SELECT p.id FROM payment p JOIN orders o ON o.id = p.order_id"
                        + " WHERE p.status IN ('succeeded', 'partially_refunded', 'refunded')"
                        + " AND p.failure_code IS NULL AND (p.captured <> o.total"
                        + " OR COALESCE(p.captured_currency, p.currency) <> o.currency)"));
        rules.add(new Rule(
                "no order that expired an hour ago is pending",
                RESERVATIONS,
                "SELECT o.id FROM orders o WHERE o.status = 'pending' AND o.expires_at < now() - interval '1 hour'"));
        rules.add(new Rule(
                "at most one payment of an order is kept",
                MONEY,
                "SELECT p.order_id AS id FROM payment p WHERE p.captured > p.refund_promised AND p.status <> 'review'"
                        + " GROUP BY p.order_id HAVING count(*) > 1"));
        rules.add(new Rule(
                "no move of an order is made twice",
                EVENTS,
                "SELECT e.order_id AS id FROM order_event e GROUP BY e.order_id, e.status HAVING count(*) > 1"));
        return List.copyOf(rules);
    }

    List<Consistency.Check> checks() {
        return RULES.stream().map(this::check).toList();
    }

    private Consistency.Check check(Rule rule) {
        String broken = "(" + rule.query() + ") v";
        List<String> examples =
                sql.list("SELECT CAST(v.id AS text) FROM " + broken + " LIMIT " + EXAMPLES, row -> row.getString(1));
        long violations = examples.size() < EXAMPLES ? examples.size() : count(broken);
        return new Consistency.Check(rule.name(), rule.invariant(), violations, examples);
    }

    private long count(String from) {
        return sql.number("SELECT count(*) FROM " + from);
    }

    Map<String, Long> byStatus(String table) {
        Map<String, Long> counts = new LinkedHashMap<>();
        sql.list(
                "SELECT status, count(*) FROM " + table + " GROUP BY status ORDER BY status",
                row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    Consistency.Stock stock() {
        // Goods of an order that was refunded after it was shipped are gone; from paid they came back.
        String sold = "(o.status IN ('paid', 'shipped', 'delivered') OR (o.status = 'refunded' AND EXISTS"
                + " (SELECT FROM order_event e WHERE e.order_id = o.id AND e.status = 'shipped')))";
        return sql.first(
                        "SELECT count(DISTINCT o.id) FILTER (WHERE o.status = 'pending'),"
                                + " COALESCE(sum(l.quantity) FILTER (WHERE o.status = 'pending'), 0),"
                                + " count(DISTINCT o.id) FILTER (WHERE " + sold + "),"
                                + " COALESCE(sum(l.quantity) FILTER (WHERE " + sold + "), 0)"
                                + " FROM orders o JOIN order_line l ON l.order_id = o.id",
                        row -> new Consistency.Stock(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .orElseThrow();
    }

    Consistency.UnderWay underWay() {
        return new Consistency.UnderWay(
                count("checkout_intent"),
                count("outbox WHERE kind LIKE 'reservation.%' AND parked_at IS NULL"),
                count("outbox WHERE parked_at IS NOT NULL"),
                count("refund WHERE status = 'pending'"),
                count("payment WHERE status = 'review'"));
    }

    List<Consistency.Money> money() {
        return sql.list(
                "SELECT COALESCE(captured_currency, currency) AS money, sum(captured), sum(refunded),"
                        + " COALESCE(sum(captured - refunded) FILTER (WHERE status = 'review'), 0)"
                        + " FROM payment GROUP BY money ORDER BY money",
                row -> new Consistency.Money(
                        row.getString(1),
                        whole(row, 2),
                        whole(row, 3),
                        whole(row, 2).subtract(whole(row, 3)),
                        whole(row, 4)));
    }

    /** A sum of bigints is a numeric without a fraction. */
    private static BigInteger whole(ResultSet row, int column) throws SQLException {
        return row.getBigDecimal(column).toBigIntegerExact();
    }

    List<String> bouncedRefunds() {
        return sql.list(
                "SELECT CAST(id AS text) FROM refund WHERE status = 'succeeded' AND failure_code IS NOT NULL"
                        + " ORDER BY updated_at LIMIT 100",
                row -> row.getString(1));
    }
}
