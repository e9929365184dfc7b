package io.vitrina.cart.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.cart.testing.Buyer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looking again until the shop is as it was promised to be, within the time that operators are promised. */
public final class Recovery {

    private static final Duration LONGEST = Duration.ofSeconds(120);

    private Recovery() {}

    /** Waits for the first good look. */
    public static <T> T until(Supplier<T> look, Predicate<T> good, String what) {
        Instant deadline = Instant.now().plus(LONGEST);
        while (true) {
            T seen = look.get();
            if (good.test(seen)) {
                return seen;
            }
            assertThat(Instant.now()).as(what + ": " + seen).isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Orders the cart as a client with patience: a call that is still in flight elsewhere is sent again. */
    public static Answer insist(Replica replica, long user, String key) {
        return until(
                () -> Buyer.post(replica, "/api/v1/orders", user, key, "{}"),
                answer -> answer.status() != 409,
                "the key is free");
    }

    /** Waits until both sides agree, and nothing is under way. */
    public static void settle(Replica replica, StubCatalog catalog) {
        until(
                () -> Buyer.audit(replica).json(),
                audit -> audit.path("consistent").asBoolean()
                        && audit.path("under_way").path("checkouts").asLong() == 0
                        && audit.path("under_way").path("stock_commands").asLong() == 0
                        && audit.path("under_way").path("refunds").asLong() == 0
                        && audit.path("stock").path("held_orders").asLong() == catalog.reservations("held")
                        && audit.path("stock").path("sold_orders").asLong() == catalog.reservations("committed"),
                "the services agree");
    }
}
