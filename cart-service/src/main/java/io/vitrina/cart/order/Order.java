package io.vitrina.cart.order;

import io.vitrina.kit.problem.ProblemException;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was agreed with a customer. Lines and total never change; the status moves by {@link OrderStatus} alone. */
@Entity(name = "Purchase")
@Table(name = "orders")
public class Order {

    @Id
    private UUID id;

    private String number;
    private long userId;
    private OrderStatus status;
    private long total;
    private String currency;
    private Long cartVersion;
    private Instant createdAt;
    private Instant updatedAt;
    private Instant expiresAt;

    @ElementCollection
    @CollectionTable(name = "order_line", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "position")
    private List<OrderLine> lines = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "order_event", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "position")
    @Column(nullable = false)
    private List<OrderEvent> history = new ArrayList<>();

    protected Order() {}

    private Order(UUID id, long userId, List<OrderLine> lines, String currency) {
        this.id = id;
        this.userId = userId;
        this.lines = new ArrayList<>(lines);
        this.currency = currency;
        this.total = lines.stream().mapToLong(OrderLine::total).reduce(0L, Math::addExact);
    }

    /**
     * A new order, waiting to be paid.
     *
     * @param cartVersion the cart it was made from; null when it was made from single items
     */
    public static Order place(
            UUID id, long userId, List<OrderLine> lines, String currency, Long cartVersion, Validity validity) {
        Order order = new Order(id, userId, lines, currency);
        order.number = OrderNumber.of(id, validity.from());
        order.cartVersion = cartVersion;
        order.createdAt = validity.from();
        order.expiresAt = validity.until();
        order.enter(OrderStatus.PENDING, validity.from(), By.user(userId));
        return order;
    }

    /** From its making to its expiry. */
    public record Validity(Instant from, Instant until) {}

    public void pay(Instant at, By by) {
        move(OrderStatus.PAID, at, by);
    }

    void ship(Instant at, By by) {
        move(OrderStatus.SHIPPED, at, by);
    }

    void deliver(Instant at, By by) {
        move(OrderStatus.DELIVERED, at, by);
    }

    void cancel(Instant at, By by) {
        move(OrderStatus.CANCELLED, at, by);
    }

    /** Answers the status before, which decides whether the goods come back. */
    public OrderStatus refund(Instant at, By by) {
        OrderStatus before = status;
        move(OrderStatus.REFUNDED, at, by);
        return before;
    }

    private void move(OrderStatus next, Instant at, By by) {
        if (!status.canTransitionTo(next)) {
            throw ProblemException.conflict("an order that is " + status.text() + " can't become " + next.text());
        }
        enter(next, at, by);
    }

    private void enter(OrderStatus next, Instant at, By by) {
        status = next;
        updatedAt = at;
        history.add(new OrderEvent(next, at, by));
    }

    public UUID id() {
        return id;
    }

    public String number() {
        return number;
    }

    public long userId() {
        return userId;
    }

    public OrderStatus status() {
        return status;
    }

    /** Minor units. */
    public long total() {
        return total;
    }

    public String currency() {
        return currency;
    }

    /** Null when it was made from single items. */
    Long cartVersion() {
        return cartVersion;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    /** The order as its owner and the admins see it. */
    public OrderResponse toResponse(Optional<PaymentView> payment) {
        return new OrderResponse(
                id,
                number,
                userId,
                status,
                lines.stream().map(OrderLine::toResponse).toList(),
                total,
                currency,
                payment.orElse(null),
                createdAt,
                updatedAt,
                expiresAt,
                history.stream().map(OrderEvent::toResponse).toList());
    }
}
