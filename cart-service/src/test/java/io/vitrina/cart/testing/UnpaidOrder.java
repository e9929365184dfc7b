package io.vitrina.cart.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** An order of one piece, its stock held and its payment open at the mock provider, as a checkout leaves it. */
public record UnpaidOrder(long user, UUID order, UUID payment) {

    private static final String WRITE = """
            WITH made AS MATERIALIZED (
                SELECT CAST(? AS bigint) + n AS buyer, gen_random_uuid() AS o, gen_random_uuid() AS p,
                       CAST(? AS bigint) AS product, CAST(? AS bigint) AS price
                FROM generate_series(0, ? - 1) n),
            orders_made AS (
                INSERT INTO orders (id, number, user_id, status, total, currency, created_at, updated_at, expires_at)
                SELECT o, 'T-' || o, buyer, 'pending', price, 'RUB', now(), now(), now() + interval '30 minutes'
                FROM made),
            lines_made AS (
                INSERT INTO order_line (order_id, position, product_id, name, price, quantity)
                SELECT o, 0, product, 'Product', price, 1 FROM made),
            events_made AS (
                INSERT INTO order_event (order_id, position, status, at, by_whom)
                SELECT o, 0, 'pending', now(), 'user:' || buyer FROM made),
            payments_made AS (
                INSERT INTO payment (id, order_id, user_id, provider, status, amount, currency, provider_payment_id,
                                     next_check_at, created_at, updated_at)
                SELECT p, o, buyer, 'mock', 'pending', price, 'RUB', CAST(p AS text),
                       now() + interval '10 minutes', now(), now() FROM made),
            opened AS (
                INSERT INTO mock_payment (id, amount, currency, state) SELECT p, price, 'RUB', 'pending' FROM made)
            SELECT buyer, o, p FROM made ORDER BY buyer""";

    /** So many of them at once, for races that are about what comes after; each has a buyer of its own. */
    static List<UnpaidOrder> write(
            DataSource database, StubCatalog catalog, int howMany, long firstBuyer, long product, long price) {
        List<UnpaidOrder> orders = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setLong(1, firstBuyer);
            statement.setLong(2, product);
            statement.setLong(3, price);
            statement.setInt(4, howMany);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    orders.add(new UnpaidOrder(
                            rows.getLong(1), rows.getObject(2, UUID.class), rows.getObject(3, UUID.class)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        orders.forEach(order -> catalog.hold(order.order(), product));
        return orders;
    }
}
