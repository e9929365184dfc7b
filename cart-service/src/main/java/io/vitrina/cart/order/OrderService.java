package io.vitrina.cart.order;

import io.vitrina.cart.database.Bounded;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads orders, and moves them. */
@ApplicationScoped
@Bounded
public class OrderService {

    private final OrderRepository orders;
    private final OrderReads reads;
    private final OrderPayments payments;
    private final OrderMessages messages;
    private final Clock clock;

    OrderService(
            OrderRepository orders, OrderReads reads, OrderPayments payments, OrderMessages messages, Clock clock) {
        this.orders = orders;
        this.reads = reads;
        this.payments = payments;
        this.messages = messages;
        this.clock = clock;
    }

    /** @param ownerId whose it must be; null for an admin */
    @Transactional
    public OrderResponse get(UUID id, Long ownerId) {
        OrderResponse order = reads.one(id, ownerId).orElseThrow(OrderService::notFound);
        return order.with(payments.telling(List.of(id)).get(id));
    }

    @Transactional
    public Page<OrderResponse> list(OrderFilter filter, PageRequest page) {
        Page<OrderResponse> orders = reads.page(filter, page);
        Map<UUID, PaymentView> payment =
                payments.telling(orders.items().stream().map(OrderResponse::id).toList());
        return orders.map(order -> order.with(payment.get(order.id())));
    }

    /** @param ownerId whose it must be; null for an admin */
    @Transactional
    public void cancel(UUID id, Long ownerId, By by) {
        Order order =
                (ownerId == null ? orders.lock(id) : orders.lockOwned(id, ownerId)).orElseThrow(OrderService::notFound);
        cancel(order, by);
    }

    private void cancel(Order order, By by) {
        order.cancel(clock.instant(), by);
        payments.endOpen(order.id());
        messages.cancelled(order.id());
    }

    @Transactional
    public void ship(UUID id, By by) {
        Order order = locked(id);
        order.ship(clock.instant(), by);
        requireKeptMoney(id);
        messages.shipped(id);
    }

    @Transactional
    public void deliver(UUID id, By by) {
        Order order = locked(id);
        order.deliver(clock.instant(), by);
        requireKeptMoney(id);
    }

    /** Ends the transaction otherwise: a refund that the provider has yet to carry out moves the order only when it has. */
    private void requireKeptMoney(UUID id) {
        if (payments.isGoingBack(id)) {
            throw ProblemException.conflict("the order's money is on its way back to the buyer");
        }
    }

    /** That it could be refunded now; the money's way is the payment's. */
    @Transactional
    public void requireRefundable(UUID id) {
        OrderStatus status = locked(id).status();
        if (!status.canTransitionTo(OrderStatus.REFUNDED)) {
            throw ProblemException.conflict("an order that is " + status.text() + " can't become refunded");
        }
    }

    /**
     * Goods that are gone by the time they are paid can't be sold: the money goes back, promised here so that nobody ships
     * meanwhile. Answers what the order was: only of one that is paid does money go back.
     */
    @Transactional
    OrderStatus loseStock(UUID id) {
        OrderStatus status = locked(id).status();
        if (status == OrderStatus.PAID && !payments.isGoingBack(id)) {
            payments.promiseAll(id, By.SYSTEM);
        }
        return status;
    }

    /** What mail about an order tells; empty when it has nowhere to go. */
    public Optional<OrderLetter> letter(UUID id) {
        return reads.letter(id);
    }

    /** Cancels some of the orders that nobody paid in time; answers how many. */
    @Transactional
    int expireSome(int most) {
        List<UUID> ids = orders.expired(clock.instant(), most);
        for (UUID id : ids) {
            cancel(locked(id), By.SYSTEM);
        }
        return ids.size();
    }

    private Order locked(UUID id) {
        return orders.lock(id).orElseThrow(OrderService::notFound);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("order");
    }
}
