package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.client.ShopClient;
import io.vitrina.local.shop.KeyRotation;
import io.vitrina.local.shop.ShopHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Keys are rotated while people shop and admins work, and nobody is refused for it. */
class KeyRotationIT {

    /** Once in the test run; {@code -Dvitrina.rotations=3} is the whole proof. */
    private static final int ROTATIONS = Integer.getInteger("vitrina.rotations", 1);

    private static final int CALLS_PER_SECOND = 200;
    private static final int CUSTOMERS = 12;
    private static final int ADMINS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** The times of a real shop, shortened alike: a key signs a while after it is shown, and goes after its last token. */
    private static final Map<String, String> HURRIED = Map.of(
            "VITRINA_AUTH_KEYS_RELOAD", "1s",
            "VITRINA_AUTH_KEYS_PUBLISH_BEFORE", "PT6S",
            "VITRINA_AUTH_KEYS_RETIRE_AFTER", "PT14S",
            "VITRINA_AUTH_SESSIONS_ACCESS_TOKEN", "PT10S");

    @Test
    void nobodyIsRefusedWhileKeysAreRotated() throws Exception {
        try (Shop shop = Shop.start("a shop of many keys", HURRIED)) {
            List<Caller> callers = callers(shop);
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong calls = new AtomicLong();
            List<Future<List<String>>> failures = new ArrayList<>();
            long begin = System.nanoTime();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Duration gap =
                        Duration.ofSeconds(1).multipliedBy(callers.size()).dividedBy(CALLS_PER_SECOND);
                for (Caller caller : callers) {
                    failures.add(threads.submit(() -> caller.callUntil(over, gap, calls)));
                }
                try {
                    for (int i = 0; i < ROTATIONS; i++) {
                        rotate(shop, calls);
                    }
                } finally {
                    over.set(true);
                }
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "%d calls at %.0f a second over %d rotations of the key%n",
                    calls.get(), calls.get() / seconds, ROTATIONS);
            for (Future<List<String>> one : failures) {
                assertThat(one.get()).isEmpty();
            }
            assertThat(callers).allMatch(Caller::wasRenewed, "logged in and refreshed on the way");
        }
    }

    private static List<Caller> callers(Shop shop) {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS + ADMINS; i++) {
            long product =
                    shop.product("Ключ " + i, 1_000, 1_000_000).path("id").asLong();
            if (i < CUSTOMERS) {
                callers.add(Caller.customer(shop.stranger(), shop.customer(), product));
            } else {
                callers.add(Caller.admin(shop.stranger(), shop.admin(), product));
            }
        }
        return callers;
    }

    /** What {@code ./vitrina keys rotate --wait} does: from before the new key is published until the old one is gone. */
    private static void rotate(Shop shop, AtomicLong calls) {
        Set<String> before = published(shop);
        assertThat(before).hasSize(1);
        awaitCalls(calls, CALLS_PER_SECOND);
        try (ShopHttp http = new ShopHttp()) {
            KeyRotation rotation =
                    new KeyRotation(http, shop.stack().settings(), shop.stack().home());
            rotation.ask();
            assertThat(rotation.awaitNew(before)).hasSize(2).containsAll(before);
            rotation.awaitOldGone(before);
        }
        Waiting.until(
                "the gateway shows the new key alone",
                PATIENCE,
                () -> published(shop).size() == 1);
        assertThat(published(shop)).doesNotContainAnyElementsOf(before);
        awaitCalls(calls, 3 * CALLS_PER_SECOND);
    }

    private static void awaitCalls(AtomicLong calls, int more) {
        long enough = calls.get() + more;
        Waiting.until(more + " more calls", PATIENCE, () -> calls.get() >= enough);
    }

    private static Set<String> published(Shop shop) {
        ShopClient stranger = shop.stranger();
        Set<String> kids = new TreeSet<>();
        for (JsonNode key : stranger.sendTo("GET", "/.well-known/jwks.json", null)
                .expect(200)
                .json()
                .path("keys")) {
            kids.add(key.path("kid").asText());
        }
        return kids;
    }
}
