package io.vitrina.kit.testing;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes the key of {@link TestTokens} over HTTP as the auth service would, and counts who asks for it. */
public class TokenResource implements QuarkusTestResourceLifecycleManager {

    private static final AtomicInteger FETCHES = new AtomicInteger();
    private HttpServer server;

    /** How often the keys were fetched since the JVM started. */
    public static int fetches() {
        return FETCHES.get();
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] body = TestTokens.jwks().getBytes(StandardCharsets.UTF_8);
        server.createContext("/", call -> {
            FETCHES.incrementAndGet();
            call.getResponseHeaders().set("Content-Type", "application/json");
            call.getResponseHeaders().set("Cache-Control", "max-age=300");
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
        return Map.of(
                "vitrina.token.jwks-url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json");
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
