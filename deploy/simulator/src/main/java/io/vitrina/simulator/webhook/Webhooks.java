package io.vitrina.simulator.webhook;

import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.fault.Faults;
import io.vitrina.simulator.ledger.Provider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Delivers notifications, each on a thread of its own and until the shop has taken it, with the faults on the way. */
public final class Webhooks implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration HELD_AT_MOST = Duration.ofSeconds(2);
    /** Attempts that are remembered, so that a long run doesn't fill the memory. */
    private static final int REMEMBERED = 10_000;

    private final Faults faults;
    private final List<Duration> retryAfter;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(threads)
            .build();
    private final Map<Provider, URI> receivers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Delivery> deliveries = new ConcurrentLinkedDeque<>();
    private final List<Consumer<Message>> onDelivered = new CopyOnWriteArrayList<>();
    private final AtomicReference<Message> held = new AtomicReference<>();
    private final Object idle = new Object();
    private int underway;

    public Webhooks(Faults faults, List<Duration> retryAfter) {
        this.faults = faults;
        this.retryAfter = retryAfter;
    }

    /** Sends the provider's notifications there from now on. */
    public void sendTo(Provider provider, URI receiver) {
        receivers.put(provider, receiver);
    }

    /** Tells of each message that a shop has taken. */
    public void onDelivered(Consumer<Message> listener) {
        onDelivered.add(listener);
    }

    /** Sends a notification if anybody wants it, or loses, holds back and repeats it as the faults want. */
    public void send(Message message) {
        if (!receivers.containsKey(message.provider())) {
            return;
        }
        if (faults.strikes(Fault.WEBHOOK_DROP)) {
            return;
        }
        if (faults.strikes(Fault.WEBHOOK_REORDER) && held.compareAndSet(null, message)) {
            later(HELD_AT_MOST, this::releaseHeld);
            return;
        }
        long copies = 1 + faults.take(Fault.WEBHOOK_DUPLICATE).orElse(0);
        long delay = faults.take(Fault.WEBHOOK_DELAY).orElse(0);
        boolean forged = faults.strikes(Fault.WEBHOOK_BAD_SIGNATURE);
        for (int i = 0; i < copies; i++) {
            later(Duration.ofMillis(delay), () -> {
                deliver(message, forged);
                releaseHeld();
            });
        }
    }

    /** The attempts made so far, oldest first. */
    public List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /**
     * Waits until nothing is on its way or about to be tried again.
     *
     * @return whether it came to that in time
     */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        synchronized (idle) {
            while (underway > 0) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                idle.wait(left);
            }
            return true;
        }
    }

    /** Forgets the attempts. */
    public void clear() {
        deliveries.clear();
        held.set(null);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }

    private void releaseHeld() {
        Message message = held.getAndSet(null);
        if (message != null) {
            deliver(message, false);
        }
    }

    private void later(Duration wait, Runnable work) {
        synchronized (idle) {
            underway++;
        }
        threads.execute(() -> {
            try {
                Thread.sleep(wait);
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                synchronized (idle) {
                    underway--;
                    idle.notifyAll();
                }
            }
        });
    }

    private void deliver(Message message, boolean forged) {
        try {
            for (int attempt = 1; ; attempt++) {
                int status = attempt(message, forged);
                remember(new Delivery(message.provider(), message.id(), message.event(), attempt, status));
                if (taken(message.provider(), status)) {
                    onDelivered.forEach(listener -> listener.accept(message));
                    return;
                }
                if (attempt > retryAfter.size()) {
                    return;
                }
                Thread.sleep(retryAfter.get(attempt - 1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stripe is content with any 2xx, YooKassa with 200 alone. */
    private static boolean taken(Provider provider, int status) {
        return provider == Provider.STRIPE ? status / 100 == 2 : status == 200;
    }

    private int attempt(Message message, boolean forged) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(receivers.get(message.provider()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message.body()));
        message.headers().of(message.body(), forged).forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private void remember(Delivery delivery) {
        deliveries.add(delivery);
        if (deliveries.size() > REMEMBERED) {
            deliveries.poll();
        }
    }
}
