package io.vitrina.catalog.stock;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.catalog.Instance;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What buyers asked of the catalogue and what they were told; a model of the stock made of the answers alone. */
final class Orders {

    private static final String RESERVATIONS = "/internal/reservations/";

    private final List<Long> products;
    private final Map<UUID, Sent> last = new ConcurrentHashMap<>();
    /** What each order holds or has bought, by product; absent while nobody knows. */
    private final Map<UUID, Map<Long, Long>> taken = new ConcurrentHashMap<>();

    private final AtomicInteger answered = new AtomicInteger();

    Orders(List<Long> products) {
        this.products = List.copyOf(products);
    }

    /**
     * A command.
     *
     * @param answer the body of its answer; null when none came
     */
    record Sent(UUID order, String method, String path, String body, String answer) {

        /** Sent again as long as the service asks for it: that is what INTERNAL.md promises is safe. */
        HttpResponse<String> to(Instance instance, String token) throws IOException, InterruptedException {
            HttpResponse<String> answer;
            do {
                answer = instance.call(method, path, token, body);
            } while (answer.statusCode() == 503);
            return answer;
        }
    }

    int answered() {
        return answered.get();
    }

    /** Order after order: reserved, and then committed, released, returned or left. The command without an answer. */
    Sent shopUntilItDies(Instance instance, String token, Random random) throws InterruptedException {
        while (true) {
            UUID order = new UUID(random.nextLong(), random.nextLong());
            Sent reserve = new Sent(order, "PUT", RESERVATIONS + order, items(random), null);
            for (Sent next = reserve; next != null; next = after(next, random)) {
                last.put(order, next);
                taken.remove(order);
                HttpResponse<String> answer;
                try {
                    answer = next.to(instance, token);
                } catch (IOException e) {
                    return next;
                }
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(next + ": " + answer.statusCode() + " " + answer.body());
                }
                last.put(order, new Sent(order, next.method(), next.path(), next.body(), answer.body()));
                answered.incrementAndGet();
            }
        }
    }

    private static Sent after(Sent sent, Random random) {
        String base = RESERVATIONS + sent.order();
        if (sent.method().equals("PUT")) {
            String command = List.of("/commit", "/commit", "/release", "").get(random.nextInt(4));
            return command.isEmpty() ? null : new Sent(sent.order(), "POST", base + command, "", null);
        }
        boolean refunded = sent.path().endsWith("/commit") && random.nextInt(4) == 0;
        return refunded ? new Sent(sent.order(), "POST", base + "/return", "", null) : null;
    }

    private String items(Random random) {
        Map<Long, Integer> lines = new TreeMap<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            lines.put(products.get(random.nextInt(products.size())), 1 + random.nextInt(5));
        }
        StringBuilder items = new StringBuilder();
        lines.forEach((product, quantity) -> items.append(items.isEmpty() ? "" : ",")
                .append("{\"product_id\":")
                .append(product)
                .append(",\"quantity\":")
                .append(quantity)
                .append('}'));
        return "{\"items\":[" + items + "],\"ttl_seconds\":86400}";
    }

    /** The last command of every order of which it is not yet known what it holds. */
    Collection<Sent> lastOfEach() {
        return last.entrySet().stream()
                .filter(entry -> !taken.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Takes down what an order holds, as the answer to its last command says. */
    void settle(Sent sent, JsonNode answer) {
        Map<Long, Long> holds = new HashMap<>();
        if (!answer.path("status").asText().equals("released")) {
            answer.path("items")
                    .forEach(item -> holds.put(
                            item.path("product_id").asLong(),
                            item.path("quantity").asLong()));
        }
        taken.put(sent.order(), holds);
    }

    /** Whether it is known of every order what it holds. */
    boolean isSettled() {
        return taken.size() == last.size();
    }

    long takenOf(long product) {
        return taken.values().stream()
                .mapToLong(holds -> holds.getOrDefault(product, 0L))
                .sum();
    }
}
