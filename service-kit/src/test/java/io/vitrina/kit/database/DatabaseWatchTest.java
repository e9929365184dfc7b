package io.vitrina.kit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.kit.problem.ProblemException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseWatchTest {

    private static final Exception BROKEN = new IllegalStateException(new SQLException("broken", "08006"));

    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean present;
    private final DatabaseWatch watch = new DatabaseWatch(this::database);

    @AfterEach
    void stop() {
        watch.stop();
    }

    /** Gives connections that are good, or none. */
    private DataSource database() {
        return proxy(DataSource.class, () -> {
            asked.incrementAndGet();
            if (!present) {
                throw new SQLException("none", "08001");
            }
            return proxy(Connection.class, () -> true);
        });
    }

    private interface Reply {
        Object give() throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Reply reply) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getReturnType() == void.class ? null : reply.give()));
    }

    @Test
    void callsAreRefusedFromAnOutageToItsEnd() {
        watch.failed(BROKEN);
        await(this::refuses);
        assertThatThrownBy(watch::requirePresent)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("away");
        present = true;
        await(() -> !refuses());
        int enough = asked.get();
        watch.requirePresent();
        assertThat(asked.get()).as("questions after it is back").isEqualTo(enough);
    }

    @Test
    void oneBrokenConnectionIsNoOutage() {
        present = true;
        watch.failed(BROKEN);
        await(() -> asked.get() == 1);
        assertThatCode(watch::requirePresent).doesNotThrowAnyException();
    }

    @Test
    void mistakesAreNotTheDatabasesFault() {
        watch.failed(new IllegalStateException(new SQLException("taken", "23505")));
        watch.failed(new IllegalStateException("ours"));
        assertThatCode(watch::requirePresent).doesNotThrowAnyException();
        assertThat(asked.get()).isZero();
    }

    @Test
    void nextOutageIsNoticedToo() {
        watch.failed(BROKEN);
        await(this::refuses);
        present = true;
        await(() -> !refuses());
        present = false;
        await(() -> {
            watch.failed(BROKEN);
            return refuses();
        });
    }

    private boolean refuses() {
        try {
            watch.requirePresent();
            return false;
        } catch (ProblemException e) {
            return true;
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
