package io.vitrina.cart.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.order.By;
import io.vitrina.cart.order.Order;
import io.vitrina.cart.testing.Parallel;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions in each other's way are made again, as a whole and a few times; callers don't hear of it. */
@QuarkusTest
class DeadlockTest extends ShopTest {

    private static final int MOST_ATTEMPTS = 4;

    /** A service, as all are. */
    @ApplicationScoped
    @Bounded
    public static class Boundary {

        @Transactional
        public void run(Runnable work) {
            work.run();
        }
    }

    @Inject
    Boundary boundary;

    @Inject
    Sql sql;

    @Inject
    EntityManager entities;

    @Inject
    Clock clock;

    private final AtomicInteger attempts = new AtomicInteger();
    private UUID first;
    private UUID second;

    @BeforeEach
    void writeTwoRows() {
        catalog.put(7, 100, 2);
        var orders = unpaidOrders(2, USER, 7, 100);
        first = orders.getFirst().order();
        second = orders.getLast().order();
    }

    @Test
    void letsBothSucceedThatLockTwoRowsInOppositeOrder() throws Exception {
        CyclicBarrier eachHasOne = new CyclicBarrier(2);
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        List<Integer> made = Parallel.run(2, i -> {
            AtomicInteger mine = new AtomicInteger();
            boundary.run(() -> {
                raise(i == 0 ? first : second);
                if (mine.incrementAndGet() == 1) {
                    meet(eachHasOne);
                }
                try {
                    raise(i == 0 ? second : first);
                } catch (PersistenceException e) {
                    failures.add(((SQLException) e.getCause()).getSQLState());
                    throw e;
                }
            });
            return mine.get();
        });
        assertThat(failures).as("a real deadlock, once").containsExactly("40P01");
        assertThat(made).containsExactlyInAnyOrder(1, 2);
        assertThat(count("orders WHERE total = 102")).isEqualTo(2);
    }

    @Test
    void triesThreeTimesMoreWhenOthersWereQuicker() {
        boundary.run(() -> {
            comeTooLate(MOST_ATTEMPTS - 1);
            raise(first);
        });
        assertThat(attempts).hasValue(MOST_ATTEMPTS);
        int others = MOST_ATTEMPTS - 1;
        assertThat(total()).as("ours is there once").isEqualTo(100 + others + 1);
    }

    @Test
    void tellsTheCallerToComeAgainAfterTheLastAttempt() {
        assertThatThrownBy(() -> boundary.run(() -> {
                    comeTooLate(MOST_ATTEMPTS);
                    raise(first);
                }))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.kind()).isEqualTo(Problems.UNAVAILABLE));
        assertThat(attempts).hasValue(MOST_ATTEMPTS);
        assertThat(total()).as("what the others did, and nothing of ours").isEqualTo(100 + MOST_ATTEMPTS);
    }

    @Test
    void makesAgainWhatFailsOnlyWhenEntitiesAreWritten() {
        boundary.run(() -> {
            comeTooLate(1);
            entities.find(Order.class, first).pay(clock.instant(), By.user(USER));
        });
        assertThat(attempts).hasValue(2);
        assertThat(count("orders WHERE status = 'paid'")).isEqualTo(1);
        assertThat(count("order_event WHERE status = 'paid'")).isEqualTo(1);
    }

    @Test
    void repeatsNoPartOfATransactionThatIsUnderWay() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                        .run(() -> boundary.run(() -> {
                            comeTooLate(1);
                            raise(first);
                        })))
                .hasRootCauseInstanceOf(SQLException.class);
        assertThat(attempts).hasValue(1);
    }

    /** The first attempts see the row as it was before somebody else changed it: they may not write it (40001). */
    private void comeTooLate(int times) {
        boolean late = attempts.incrementAndGet() <= times;
        sql.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        sql.number("SELECT total FROM orders WHERE id = ?", first);
        if (late) {
            QuarkusTransaction.requiringNew().run(() -> raise(first));
        }
    }

    private void raise(UUID order) {
        sql.update("UPDATE orders SET total = total + 1 WHERE id = ?", order);
    }

    private long total() {
        return sql.number("SELECT total FROM orders WHERE id = ?", first);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
