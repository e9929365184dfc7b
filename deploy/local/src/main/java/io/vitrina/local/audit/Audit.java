package io.vitrina.local.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.local.LaunchException;
import io.vitrina.local.shop.Answer;
import io.vitrina.local.shop.Call;
import io.vitrina.local.shop.ShopHttp;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks both sides for their books.
 *
 * @param catalog where the catalog-service answers
 * @param cart where the cart-service answers
 * @param token a service token
 */
public record Audit(ShopHttp http, URI catalog, URI cart, String token) {

    private static final String CONSISTENCY = "/internal/consistency";
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Each side is of an instant of its own: a difference counts when it is seen so often with nothing under way. */
    private static final int SURE = 3;

    /** The books once they agree, or disagree for certain; or as they are when patience ends. */
    public Books read(Duration patience) {
        long begin = System.nanoTime();
        int seen = 0;
        while (true) {
            Books books = new Books(ask("catalog-service", catalog), ask("cart-service", cart));
            seen = books.isSettled() ? seen + 1 : 0;
            if (books.agree() || seen == SURE || System.nanoTime() - begin > patience.toNanos()) {
                return books;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Sets the catalogue's counters to what its rows say, and tells what was changed. */
    public JsonNode repair() {
        Call call = new Call("POST", catalog.resolve(CONSISTENCY + "/repair"), Map.of(), "").as(token);
        return report("catalog-service", http.send(call));
    }

    private JsonNode ask(String name, URI service) {
        return report(name, http.send(Call.get(service.resolve(CONSISTENCY)).as(token)));
    }

    private static JsonNode report(String name, Answer answer) {
        if (!answer.isGood()) {
            throw new LaunchException(name + " did not check itself: " + answer.inShort());
        }
        return answer.json();
    }
}
