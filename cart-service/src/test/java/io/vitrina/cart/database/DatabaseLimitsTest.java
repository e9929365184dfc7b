package io.vitrina.cart.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.lessThan;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.cart.testing.UnpaidOrder;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing waits for a database that hangs for longer than the caller would. */
@QuarkusTest
class DatabaseLimitsTest extends ShopTest {

    @Inject
    DataSource connections;

    @ParameterizedTest
    @CsvSource({"lock_timeout,2s", "statement_timeout,5s", "idle_in_transaction_session_timeout,10s"})
    void limitsEveryConnection(String setting, String value) throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            assertThat(row.getString(1)).isEqualTo(value);
        }
    }

    @Test
    void answersUnavailableWhenSomebodyElseHoldsTheOrder() throws SQLException {
        catalog.put(7, 100, 1);
        UnpaidOrder one = unpaidOrders(1, USER, 7, 100).getFirst();
        try (Connection holder = connections.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT * FROM orders FOR UPDATE");
            as(USER).post("/api/v1/orders/" + one.order() + "/cancel")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .time(lessThan(5_000L));
            holder.rollback();
        }
        as(USER).post("/api/v1/orders/" + one.order() + "/cancel").then().statusCode(200);
    }
}
