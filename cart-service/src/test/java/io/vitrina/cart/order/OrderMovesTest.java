package io.vitrina.cart.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.kit.problem.ProblemException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each status by each move: what api.md allows, and nothing else. */
class OrderMovesTest {

    private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
    private static final By BY = By.admin(1);

    private static final Map<OrderStatus, Set<OrderStatus>> ALLOWED = Map.of(
            OrderStatus.PENDING, Set.of(OrderStatus.PAID, OrderStatus.CANCELLED),
            OrderStatus.PAID, Set.of(OrderStatus.SHIPPED, OrderStatus.REFUNDED),
            OrderStatus.SHIPPED, Set.of(OrderStatus.DELIVERED, OrderStatus.REFUNDED),
            OrderStatus.DELIVERED, Set.of(),
            OrderStatus.CANCELLED, Set.of(),
            OrderStatus.REFUNDED, Set.of());

    private static final Map<OrderStatus, List<OrderStatus>> WAYS = Map.of(
            OrderStatus.PENDING, List.of(),
            OrderStatus.PAID, List.of(OrderStatus.PAID),
            OrderStatus.SHIPPED, List.of(OrderStatus.PAID, OrderStatus.SHIPPED),
            OrderStatus.DELIVERED, List.of(OrderStatus.PAID, OrderStatus.SHIPPED, OrderStatus.DELIVERED),
            OrderStatus.CANCELLED, List.of(OrderStatus.CANCELLED),
            OrderStatus.REFUNDED, List.of(OrderStatus.PAID, OrderStatus.REFUNDED));

    static Stream<Arguments> everyMove() {
        return Stream.of(OrderStatus.values())
                .flatMap(from -> Stream.of(OrderStatus.values())
                        .filter(to -> to != OrderStatus.PENDING)
                        .map(to -> Arguments.of(from, to, ALLOWED.get(from).contains(to))));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @MethodSource("everyMove")
    void movesAsTheContractSays(OrderStatus from, OrderStatus to, boolean allowed) {
        Order order = orderThatIs(from);
        int moves = WAYS.get(from).size();

        if (allowed) {
            move(order, to);

            assertThat(order.status()).isEqualTo(to);
            OrderResponse seen = order.toResponse(java.util.Optional.empty());
            assertThat(seen.history()).hasSize(moves + 2);
            assertThat(seen.history().getLast()).isEqualTo(new OrderResponse.Event(to, AT, "admin:1"));
        } else {
            assertThatThrownBy(() -> move(order, to))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.kind().status()).isEqualTo(409));
            assertThat(order.status()).isEqualTo(from);
            assertThat(order.toResponse(java.util.Optional.empty()).history()).hasSize(moves + 1);
        }
    }

    private static Order orderThatIs(OrderStatus status) {
        Order order = Order.place(
                UUID.randomUUID(),
                17,
                List.of(new OrderLine(7, "A", "Tea", 100, 2)),
                "RUB",
                null,
                new Order.Validity(AT, AT.plusSeconds(1800)));
        WAYS.get(status).forEach(step -> move(order, step));
        return order;
    }

    private static void move(Order order, OrderStatus to) {
        Map<OrderStatus, Consumer<Order>> moves = new EnumMap<>(OrderStatus.class);
        moves.put(OrderStatus.PAID, o -> o.pay(AT, BY));
        moves.put(OrderStatus.SHIPPED, o -> o.ship(AT, BY));
        moves.put(OrderStatus.DELIVERED, o -> o.deliver(AT, BY));
        moves.put(OrderStatus.CANCELLED, o -> o.cancel(AT, BY));
        moves.put(OrderStatus.REFUNDED, o -> o.refund(AT, BY));
        moves.get(to).accept(order);
    }
}
