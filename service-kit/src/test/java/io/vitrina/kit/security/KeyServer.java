package io.vitrina.kit.security;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vitrina.kit.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The auth service's keys as verifiers see them, on good days and on bad ones; counts who asks. */
public class KeyServer implements QuarkusTestResourceLifecycleManager {

    /** Seconds that an answer may be kept; the auth service says 300. */
    static final String MAX_AGE = "max-age";

    /** How it begins; in a good mood unless told otherwise. */
    static final String FIRST_MOOD = "first-mood";

    enum Mood {
        ANSWERS,
        /** Connections end without an answer, as when the process is gone. */
        GONE,
        /** Connections are taken and nothing comes, as when the process is stopped. */
        SILENT
    }

    private final AtomicInteger fetches = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Mood mood = Mood.ANSWERS;
    private String maxAge = "300";
    private HttpServer server;

    @Override
    public void init(Map<String, String> args) {
        maxAge = args.getOrDefault(MAX_AGE, maxAge);
        mood = Mood.valueOf(args.getOrDefault(FIRST_MOOD, mood.name()));
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        return Map.of(
                "vitrina.token.jwks-url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
    }

    private void answer(HttpExchange call) throws IOException {
        fetches.incrementAndGet();
        try (call) {
            switch (mood) {
                case GONE -> {}
                case SILENT -> awaitEnd();
                case ANSWERS -> {
                    byte[] body = TestTokens.jwks().getBytes(StandardCharsets.UTF_8);
                    call.getResponseHeaders().set("Content-Type", "application/json");
                    call.getResponseHeaders().set("Cache-Control", "public, max-age=" + maxAge);
                    call.sendResponseHeaders(200, body.length);
                    call.getResponseBody().write(body);
                }
            }
        }
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void become(Mood next) {
        mood = next;
    }

    /** How often somebody asked for the keys, answered or not. */
    int fetches() {
        return fetches.get();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(KeyServer.class));
    }

    @Override
    public void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
