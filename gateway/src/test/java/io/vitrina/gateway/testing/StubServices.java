package io.vitrina.gateway.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Three services that answer with what they were asked. How they behave is told by the query: {@code ?stub=silent},
 * {@code reset}, {@code cut}, {@code stream}, {@code headers} and others.
 */
public class StubServices implements QuarkusTestResourceLifecycleManager {

    /** Method and target of everything that reached a service, as {@code catalog GET /api/v1/products}. */
    public static final ConcurrentLinkedQueue<String> SEEN = new ConcurrentLinkedQueue<>();

    private Vertx vertx;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        return Map.ofEntries(
                Map.entry("vitrina.gateway.services.auth", url(listen("auth"))),
                Map.entry("vitrina.gateway.services.catalog", url(listen("catalog"))),
                Map.entry("vitrina.gateway.services.cart", url(listen("cart"))),
                Map.entry("vitrina.gateway.readiness.auth", url(listen("ready")) + "/q/health/ready"),
                Map.entry("vitrina.gateway.readiness.catalog", url(listen("ready")) + "/q/health/ready"),
                Map.entry("vitrina.gateway.readiness.cart", "http://127.0.0.1:1/q/health/ready"),
                Map.entry("vitrina.gateway.timeouts.upstream", "700MS"),
                Map.entry("vitrina.gateway.timeouts.head", "1S"),
                Map.entry("vitrina.gateway.timeouts.body", "2S"),
                // Tests choose their own addresses through the header; 127.0.0.2 stays a stranger.
                Map.entry("vitrina.gateway.trusted-proxies", "127.0.0.1/32"));
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private int listen(String name) {
        HttpServer server = vertx.createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(0).setMaxHeaderSize(24 * 1024));
        server.requestHandler(request -> answer(name, request));
        return server.listen().toCompletionStage().toCompletableFuture().join().actualPort();
    }

    private void answer(String name, HttpServerRequest request) {
        SEEN.add(name + " " + request.method() + " " + request.uri());
        String behaviour = request.getParam("stub", "echo");
        switch (behaviour) {
            case "silent" -> request.resume();
            case "reset" -> request.connection().close();
            case "cut" -> {
                request.response().putHeader("Content-Length", "1000").write("only this");
                vertx.setTimer(50, ignored -> request.connection().close());
            }
            case "stream" -> {
                request.response().setChunked(true);
                stream(request, 0);
            }
            case "headers" ->
                request.response()
                        .putHeader("Server", "stub/1.0")
                        .putHeader("X-Powered-By", "stub")
                        .putHeader("X-Request-Id", "the-stub's-own")
                        .putHeader("Connection", "X-Secret")
                        .putHeader("X-Secret", "hop")
                        .putHeader("ETag", "\"v1\"")
                        .end();
            case "unchanged" ->
                request.response()
                        .setStatusCode(304)
                        .putHeader("ETag", "\"v1\"")
                        .end();
            case "absent" ->
                request.response()
                        .setStatusCode(404)
                        .putHeader("Content-Type", "application/problem+json")
                        .putHeader("Cache-Control", "no-store")
                        .putHeader("Vary", "Accept-Encoding")
                        .putHeader("X-Request-Id", "the-stub's-own")
                        .end("{}");
            case "public" ->
                vertx.setTimer(
                        80, ignored -> publish(name, request, "public, max-age=5, stale-while-revalidate=5", null));
            case "failing" ->
                vertx.setTimer(
                        300, ignored -> request.response().setStatusCode(500).end("no"));
            case "personal" -> publish(name, request, "private, max-age=60", null);
            case "unstored" -> publish(name, request, "no-store", null);
            case "varying" -> publish(name, request, "public, max-age=60", "Authorization");
            case "cookie" -> {
                request.response().putHeader("Set-Cookie", "a=b");
                publish(name, request, "public, max-age=60", null);
            }
            case "large" ->
                request.response()
                        .putHeader("Cache-Control", "public, max-age=60")
                        .end("x".repeat(1_500_000));
            case "html" ->
                request.response().putHeader("Content-Type", "text/html").end("<p>hello</p>");
            default -> request.body().onSuccess(body -> echo(name, request, body));
        }
    }

    private static final AtomicInteger PUBLISHED = new AtomicInteger();

    private static void publish(String name, HttpServerRequest request, String cacheControl, String vary) {
        request.response().putHeader("Cache-Control", cacheControl).putHeader("ETag", "\"e1\"");
        if (vary != null) {
            request.response().putHeader("Vary", vary);
        }
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("service", name)
                        .put("number", PUBLISHED.incrementAndGet())
                        .put("authorization", request.getHeader("Authorization"))
                        .put("cookie", request.getHeader("Cookie"))
                        .put("forwarded_host", request.getHeader("X-Forwarded-Host"))
                        .toBuffer());
    }

    private void stream(HttpServerRequest request, int part) {
        if (part == 3) {
            request.response().end();
            return;
        }
        request.response().write("part " + part + "\n");
        vertx.setTimer(100, ignored -> stream(request, part + 1));
    }

    private static void echo(String name, HttpServerRequest request, Buffer body) {
        JsonObject headers = new JsonObject();
        for (String header : request.headers().names()) {
            List<String> values = request.headers().getAll(header);
            headers.put(header.toLowerCase(), values.size() == 1 ? values.getFirst() : new JsonArray(values));
        }
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("service", name)
                        .put("method", request.method().name())
                        .put("uri", request.uri())
                        .put("headers", headers)
                        .put("length", body.length())
                        .put("sha256", sha256(body.getBytes()))
                        .toBuffer());
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
