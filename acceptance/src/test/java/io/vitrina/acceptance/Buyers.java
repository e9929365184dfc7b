package io.vitrina.acceptance;

import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** People who order one piece after another, whatever happens, and remember what they were promised. */
final class Buyers implements AutoCloseable {

    private static final int PEOPLE = 6;
    /** Slow enough that nobody gets to the most that one may have unpaid. */
    private static final Duration PAUSE = Duration.ofMillis(400);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConcurrentLinkedQueue<Order> acknowledged = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Customer> people = new ArrayList<>();
    private final Customer onlooker;
    private final long product;
    private final String list;

    /** An order that was answered with 201. */
    record Order(Customer customer, String id) {}

    Buyers(Shop shop) {
        product = shop.product("Несгораемый шкаф", 990_000, 100_000).path("id").asLong();
        list = "/products?ids=" + product;
        shop.stranger().get(list).expect(200);
        onlooker = shop.customer();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(shop.customer());
        }
        people.forEach(customer -> threads.submit(() -> buy(customer)));
    }

    private void buy(Customer customer) {
        while (!over.get()) {
            try {
                Answer answer = customer.client().post("/orders", Shop.order(product, 1));
                if (answer.status() == 201) {
                    acknowledged.add(
                            new Order(customer, answer.json().path("id").asText()));
                }
            } catch (UncheckedIOException e) {
                // No answer, no promise.
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    long product() {
        return product;
    }

    /** A page of the catalogue that somebody has looked at before. */
    String list() {
        return list;
    }

    /** Somebody who buys nothing. */
    Customer any() {
        return onlooker;
    }

    List<Order> acknowledged() {
        return List.copyOf(acknowledged);
    }

    void awaitOrders(int count) {
        Waiting.until(count + " orders", PATIENCE, () -> acknowledged.size() >= count);
    }

    void stop() {
        over.set(true);
        threads.close();
    }

    @Override
    public void close() {
        stop();
    }
}
