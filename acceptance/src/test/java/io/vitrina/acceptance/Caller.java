package io.vitrina.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.ShopClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Somebody who goes on calling, as a good client does: renews tokens before they end, and now and then signs in anew. */
final class Caller {

    /** Every so many renewals is a new login; the others are refreshes. */
    private static final int REFRESHES_TO_A_LOGIN = 3;

    private final ShopClient stranger;
    private final Customer who;
    private final List<Function<ShopClient, Answer>> calls;
    private final List<String> failures = new ArrayList<>();
    private ShopClient client;
    private String refreshToken;
    private long renewAt;
    private int refreshes;
    private int logins;

    private Caller(ShopClient stranger, Customer who, List<Function<ShopClient, Answer>> calls) {
        this.stranger = stranger;
        this.who = who;
        this.calls = calls;
    }

    /** Reads and writes at all three services. */
    static Caller customer(ShopClient stranger, Customer who, long product) {
        return new Caller(
                stranger,
                who,
                List.of(
                        client -> client.get("/auth/me"),
                        client -> client.put("/cart/items/" + product, Map.of("quantity", 2)),
                        client -> client.get("/cart"),
                        client -> client.get("/orders/me")));
    }

    static Caller admin(ShopClient stranger, Customer who, long product) {
        return new Caller(
                stranger,
                who,
                List.of(
                        client -> client.patch("/products/" + product, Map.of("description", "Блестит")),
                        client -> client.get("/users/" + who.id()),
                        client -> client.post("/products/" + product + "/stock", Map.of("delta", 1)),
                        client -> client.get("/orders?size=1")));
    }

    /** Calls at an even pace; catches up when the shop was slow. What was answered otherwise than hoped for. */
    List<String> callUntil(AtomicBoolean over, Duration gap, AtomicLong count) {
        long begin = System.nanoTime();
        for (int i = 0; !over.get(); i++) {
            long due = begin + i * gap.toNanos();
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            try {
                renewWhenDue();
                Answer answer = calls.get(i % calls.size()).apply(client);
                if (answer.status() != 200 || answer.text().contains("\"stale\":true")) {
                    failures.add(answer.toString());
                }
            } catch (RuntimeException e) {
                failures.add(e.toString());
            }
            count.incrementAndGet();
        }
        return failures;
    }

    boolean wasRenewed() {
        return logins > 1 && refreshes > 1;
    }

    private void renewWhenDue() {
        if (client != null && System.nanoTime() < renewAt) {
            return;
        }
        boolean login = client == null || (logins + refreshes) % (REFRESHES_TO_A_LOGIN + 1) == 0;
        JsonNode session = (login
                        ? stranger.post("/auth/login", Map.of("login", who.email(), "password", who.password()))
                        : stranger.post("/auth/refresh", Map.of("refresh_token", refreshToken)))
                .expect(200)
                .json();
        if (login) {
            logins++;
        } else {
            refreshes++;
        }
        client = stranger.as(session.path("access_token").asText());
        refreshToken = session.path("refresh_token").asText();
        // At two fifths of its life: a call that is slow, or a renewal, must not outlive it.
        renewAt = System.nanoTime()
                + Duration.ofSeconds(session.path("expires_in").asLong()).toNanos() * 2 / 5;
    }
}
