package io.vitrina.cart.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.cart.database.CrashPoint;
import io.vitrina.cart.testing.Buyer.Answer;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A purchase of three pieces of product 7, amid which the service dies at a point. The buyer and the provider try again
 * with whatever process goes on, and in the end there is one order, paid once, its goods sold.
 */
public final class FatalPurchase {

    /** Exit status of a process that was killed. */
    private static final int KILLED = 137;

    /** What a process says that has just started on a busy machine, and is too slow for its first call. */
    private static final int STARTING = 503;

    /** What is added to a user's number for the orders that are only there to be delivered. */
    private static final long OTHERS = 10_000_000;

    private static final String ONE_OF_7 = "{\"items\":[{\"product_id\":7}]}";
    private static final String THREE_OF_7 = "{\"product_id\":7,\"quantity\":3}";

    private final CrashPoint point;
    private final long user;
    private final StubCatalog catalog;
    private final Supplier<Replica> survivor;
    private Replica dying;
    private UUID order;

    /** @param survivor who goes on after the death: another replica, or the same service started again */
    public FatalPurchase(CrashPoint point, long user, StubCatalog catalog, Supplier<Replica> survivor) {
        this.point = point;
        this.user = user;
        this.catalog = catalog;
        this.survivor = survivor;
    }

    /** Makes the purchase; the process dies on the way. */
    public void run() {
        try (Replica process =
                Replica.launch("replica-" + point.setting(), Map.of("VITRINA_CART_CRASH_AT", point.setting()))) {
            dying = process;
            // Its first deed may be to see to what another dead one has left, and to die of that.
            process.awaitReadyOrDead();
            order = placed();
            notifyOf(payment());
        }
    }

    /** Sees that nothing is lost; the shop has settled. */
    public void check() {
        Replica alive = survivor.get();
        JsonNode seen = Buyer.get(alive, "/api/v1/orders/" + order, user).json();
        assertThat(seen.path("status").asText()).as("%s: %s", point, seen).isEqualTo("paid");
        assertThat(seen.path("history")).as("%s", point).hasSize(2);
        assertThat(catalog.status(order)).as("%s", point).isEqualTo("committed");
        assertThat(Buyer.get(alive, "/api/v1/orders/me", user)
                        .json()
                        .path("total")
                        .asLong())
                .as("%s", point)
                .isEqualTo(1);
    }

    private UUID placed() {
        assertThat(answered(one -> Buyer.post(one, "/api/v1/cart/items", user, null, THREE_OF_7))
                        .status())
                .isEqualTo(200);
        if (point.name().startsWith("CHECKOUT")) {
            diesOf(() -> Buyer.post(dying, "/api/v1/orders", user, "key", "{}"));
        }
        Answer answer = answered(one -> Recovery.insist(one, user, "key"));
        assertThat(answer.status()).isEqualTo(201);
        return answer.id();
    }

    private UUID payment() {
        String path = "/api/v1/payments/orders/" + order;
        if (point.name().startsWith("PAYMENT")) {
            diesOf(() -> Buyer.post(dying, path, user, null, ""));
        }
        Answer answer = answered(one -> Buyer.post(one, path, user, null, ""));
        assertThat(answer.status()).isBetween(200, 201);
        return answer.id();
    }

    private void notifyOf(UUID payment) {
        if (point.name().startsWith("WEBHOOK")) {
            diesOf(() -> Buyer.webhook(dying, "e-" + payment, payment));
        }
        assertThat(answered(one -> Buyer.webhook(one, "e-" + payment, payment)).status())
                .isEqualTo(200);
        if (point == CrashPoint.OUTBOX_DELIVERED) {
            deliversSomething();
        }
        assertThat(dying.awaitDeath()).isEqualTo(KILLED);
        assertThat(Buyer.webhook(survivor.get(), "e-" + payment, payment).status())
                .isEqualTo(200);
    }

    /** The purchase's own messages may have been delivered by others: more orders come until one was delivered here. */
    private void deliversSomething() {
        for (int i = 0; dying.isAlive(); i++) {
            Answer other = Buyer.post(dying, "/api/v1/orders", OTHERS + user, "other-" + i, ONE_OF_7);
            if (other.status() == 201) {
                Buyer.post(dying, "/api/v1/orders/" + other.id() + "/cancel", OTHERS + user, null, "");
            }
            assertThat(i).as("orders made by one that delivers nothing").isLessThan(1_000);
        }
    }

    /** Calls it until it is dead: it may be too slow for its first call, or have left its order to others for a while. */
    private void diesOf(Supplier<Answer> call) {
        Recovery.until(
                () -> {
                    call.get();
                    return dying.isAlive();
                },
                alive -> !alive,
                "it lives");
        assertThat(dying.awaitDeath()).isEqualTo(KILLED);
    }

    /** Calls whoever is there, the process that is to die until it does, as often as it takes to get an answer. */
    private Answer answered(Function<Replica, Answer> call) {
        return Recovery.until(
                () -> call.apply(dying.isAlive() ? dying : survivor.get()),
                answer -> answer.status() != STARTING && answer.status() != Buyer.NO_ANSWER,
                "somebody answers");
    }
}
