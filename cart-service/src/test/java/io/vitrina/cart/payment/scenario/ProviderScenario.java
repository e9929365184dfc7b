package io.vitrina.cart.payment.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.vitrina.simulator.ProviderSimulator;
import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.ledger.PaymentView;
import io.vitrina.simulator.ledger.Provider;
import io.vitrina.simulator.ledger.Status;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * One shop, one simulated provider, one thing that goes wrong. After each scenario the provider's books, the shop's
 * orders and the catalogue's stock are held against each other.
 */
abstract class ProviderScenario {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final AtomicLong USERS = new AtomicLong(1_000);

    // Set by ProvidersResource.
    ProviderSimulator simulator;
    ScenarioCatalog catalog;

    @TestHTTPResource("/")
    URL url;

    @Inject
    DataSource database;

    private URI shop;
    Shopper buyer;
    Shopper admin;
    private final List<String> orders = new ArrayList<>();
    private ScenarioCatalog.Stock before;

    abstract Provider provider();

    @BeforeEach
    void begin() {
        shop = URI.create(url.toString());
        simulator.reset();
        realMoney();
        simulator.webhooks().sendTo(Provider.STRIPE, shop.resolve("/api/v1/payments/webhook/stripe"));
        simulator.webhooks().sendTo(Provider.YOOKASSA, shop.resolve("/api/v1/payments/webhook/yookassa"));
        comeAnotherBuyer();
        admin = Shopper.admin(shop);
        before = catalog.stock();
    }

    /** From now on somebody else buys: nobody may have more than fifty unpaid orders. */
    final void comeAnotherBuyer() {
        buyer = Shopper.buyer(shop, USERS.incrementAndGet());
    }

    /** The simulator's payments are tests by nature; the shop under test takes real money only. */
    final void realMoney() {
        simulator.faults().chance(Fault.TEST_FLAG_FLIPPED, 1, 1);
    }

    @AfterEach
    void moneyAndGoodsAgree() {
        simulator.faults().clear();
        settle();
        for (String order : orders) {
            String status = status(order);
            long kept = kept(order);
            String goods = catalog.statusOf(order);
            switch (status) {
                case "paid", "shipped", "delivered" -> {
                    assertThat(kept).as("money of paid order %s", order).isPositive();
                    eventually("goods of paid order " + order, () -> "committed".equals(catalog.statusOf(order)));
                }
                case "cancelled", "refunded" -> {
                    eventually("money of " + status + " order " + order, () -> kept(order) == 0);
                    eventually(
                            "goods of " + status + " order " + order, () -> "released".equals(catalog.statusOf(order)));
                }
                default ->
                    assertThat(goods).as("goods of %s order %s", status, order).isEqualTo("held");
            }
        }
        assertThat(simulator.audit().chargedTwice()).isEmpty();
        ScenarioCatalog.Stock stock = catalog.stock();
        assertThat(stock.onSale() + stock.held() + stock.committed()).isEqualTo(ScenarioCatalog.INITIAL);
        assertThat(before.onSale()).isGreaterThanOrEqualTo(stock.onSale());
    }

    /** An order over so many pieces, remembered for the audit. */
    final String order(int quantity) {
        String order = buyer.order(quantity);
        synchronized (orders) {
            orders.add(order);
        }
        return order;
    }

    /** Starts a payment, which must work at once, and answers our id of it. */
    final String startPayment(String order) {
        Shopper.Reply started = buyer.startPayment(order);
        assertThat(started.status()).as("%s", started).isIn(200, 201);
        assertThat(started.text("confirmation_url")).startsWith(simulator.url().toString());
        return started.text("id");
    }

    /** The provider's payment behind ours. */
    final PaymentView atProvider(String paymentId) {
        return simulator.paymentOf(paymentId);
    }

    /**
     * The provider's payments for this scenario's orders. A call of the scenario before, still being repeated when the
     * provider forgot its books and with them the idempotency keys, may have opened one more.
     */
    final Stream<PaymentView> paymentsAtProvider() {
        Set<String> mine;
        synchronized (orders) {
            mine = Set.copyOf(orders);
        }
        return simulator
                .payments()
                .filter(payment -> mine.contains(payment.asked().metadata().get("order_id")));
    }

    /** The buyer pays on the provider's page. */
    final void pay(String paymentId) {
        simulator.pay(atProvider(paymentId).id());
    }

    /** An order that is paid, with its payment. */
    final Paid paidOrder(int quantity) {
        String order = order(quantity);
        String payment = startPayment(order);
        pay(payment);
        awaitOrder(order, "paid");
        return new Paid(order, payment);
    }

    record Paid(String order, String payment) {}

    final String status(String order) {
        return admin.orderOf(order).text("status");
    }

    final List<String> history(String order) {
        List<String> statuses = new ArrayList<>();
        buyer.orderOf(order)
                .json()
                .path("history")
                .forEach(event -> statuses.add(event.path("status").asText()));
        return statuses;
    }

    final void awaitOrder(String order, String status) {
        eventually("order " + status, () -> status.equals(status(order)));
    }

    final void awaitPayment(String payment, String status) {
        eventually(
                "payment " + status, () -> status.equals(buyer.payment(payment).text("status")));
    }

    /** Waits until every notification is delivered or given up. */
    final void settle() {
        try {
            assertThat(simulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Money taken for the order and not given back, as the provider's books have it. */
    final long kept(String order) {
        return simulator
                .payments()
                .filter(payment -> order.equals(payment.asked().metadata().get("order_id")))
                .filter(payment -> payment.status() == Status.SUCCEEDED)
                .mapToLong(payment -> payment.terms().money().minor() - payment.refunded())
                .sum();
    }

    /** Lets the time come at which the order's payments are asked for again. */
    final void askAgainNow(String order) {
        update(
                "UPDATE payment SET next_check_at = now() - interval '1 second' WHERE order_id = ? AND next_check_at IS NOT NULL",
                order);
        update(
                "UPDATE refund SET next_check_at = now() - interval '1 second' WHERE order_id = ? AND next_check_at IS NOT NULL",
                order);
    }

    /** Lets the order's time run out. */
    final void expire(String order) {
        update("UPDATE orders SET expires_at = now() - interval '1 second' WHERE id = ?", order);
    }

    final void eventually(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("never came: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void update(String sql, String order) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(order));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
