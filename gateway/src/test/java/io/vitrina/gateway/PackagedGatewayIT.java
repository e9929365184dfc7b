package io.vitrina.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.RawHttp2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway as it is deployed: a process of its own, told to stop by a signal, and traced by the agent. */
class PackagedGatewayIT {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path AGENT = Path.of("target", "opentelemetry", "opentelemetry-javaagent.jar");
    private static final Path LOG = Path.of("target", "packaged-gateway.log");
    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private final Vertx vertx = Vertx.vertx();
    private final ConcurrentLinkedQueue<String> traceParents = new ConcurrentLinkedQueue<>();
    private final Set<String> reached = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> exported = new ConcurrentLinkedQueue<>();
    private final int port = freePort();
    private int service;
    private Process gateway;

    @BeforeEach
    void listen() {
        HttpServer stub = vertx.createHttpServer(
                new HttpServerOptions().setHost("0.0.0.0").setPort(0));
        stub.requestHandler(request -> {
            if (request.path().equals("/v1/traces")) {
                request.body().onSuccess(body -> {
                    exported.add(body.toString());
                    request.response().end();
                });
                return;
            }
            reached.add(request.localAddress().hostAddress());
            traceParents.add(String.valueOf(request.getHeader("traceparent")));
            int wait = request.uri().contains("slow") ? 1_500 : 1;
            vertx.setTimer(wait, ignored -> request.response().end("done"));
        });
        service = stub.listen().toCompletionStage().toCompletableFuture().join().actualPort();
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.destroyForcibly();
        }
        vertx.close();
    }

    private void start(Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String url = "http://127.0.0.1:" + service;
        for (String name : new String[] {"auth", "catalog", "cart"}) {
            command.add("-Dvitrina.gateway.services." + name + "=" + url);
        }
        command.addAll(List.of(options));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + freePort());
        command.add("-jar");
        command.add(JAR.toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(LOG.toFile());
        builder.environment().putAll(environment);
        gateway = builder.start();
        await(this::answers);
    }

    private boolean answers() {
        assertThat(gateway.isAlive())
                .as(() -> "the gateway runs; it said: " + lines().collect(Collectors.joining("\n")))
                .isTrue();
        try {
            return RawHttp.to(port).get("/health").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void answersWhoeverWasLetInBeforeItStops() throws Exception {
        start(Map.of());
        CompletableFuture<RawHttp.Answer> slow =
                CompletableFuture.supplyAsync(() -> RawHttp.to(port).get("/api/v1/orders?slow"));
        await(() -> !traceParents.isEmpty());
        gateway.destroy();
        RawHttp.Answer answer = slow.get(10, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("done");
        assertThat(gateway.waitFor(15, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsAClientInHttp2ToGoElsewhereWithAnAnswerThatWasOnItsWay() throws Exception {
        start(Map.of());
        try (RawHttp2 http = new RawHttp2(port)) {
            http.begin(new DefaultHttp2Headers(false)
                    .method("GET")
                    .path("/api/v1/orders?slow")
                    .scheme("http")
                    .authority("a"));
            await(() -> !traceParents.isEmpty());
            // The calls in flight end well within the delay in which balancers look away.
            gateway.destroy();
            RawHttp2.Answer answer = http.answer();
            assertThat(answer.body()).isEqualTo("done");
            assertThat(answer.goodbye()).isTrue();
        }
    }

    @Test
    void findsOutSoonWhichMachinesAreBehindAName() throws Exception {
        Path hosts = Path.of("target", "packaged-gateway.hosts");
        Files.writeString(hosts, "127.0.0.1 localhost catalog.example\n127.0.0.2 catalog.example\n");
        start(
                Map.of(),
                "-Djdk.net.hosts.file=" + hosts.toAbsolutePath(),
                "-Dvitrina.gateway.services.cart=http://catalog.example:" + service);
        RawHttp.to(port).get("/api/v1/cart");
        assertThat(reached).isSubsetOf("127.0.0.1", "127.0.0.2").isNotEmpty();
        reached.clear();
        Files.writeString(hosts, "127.0.0.1 localhost\n127.0.0.3 catalog.example\n127.0.0.4 catalog.example\n");
        long changed = System.nanoTime();
        await(() -> {
            RawHttp.to(port).get("/api/v1/cart");
            return reached.contains("127.0.0.3") && reached.contains("127.0.0.4");
        });
        assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void letsNobodyInAndSendsTheIdleAwayWhileItStillAnswers() throws Exception {
        // The delay before is for balancers to look away, and is not what is tested.
        start(Map.of(), "-Dquarkus.shutdown.delay=0S");
        try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), port)) {
            idle.setSoTimeout(10_000);
            idle.getOutputStream().write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes());
            byte[] answered = new byte[4_096];
            assertThat(idle.getInputStream().read(answered)).isPositive();
            CompletableFuture<RawHttp.Answer> slow =
                    CompletableFuture.supplyAsync(() -> RawHttp.to(port).get("/api/v1/orders?slow"));
            await(() -> !traceParents.isEmpty());
            gateway.destroy();
            assertThat(idle.getInputStream().read())
                    .as("the end of an idle connection")
                    .isEqualTo(-1);
            assertThatThrownBy(() -> RawHttp.to(port).get("/health"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("refused");
            assertThat(slow).as("still on its way").isNotDone();
            assertThat(slow.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
        }
        assertThat(gateway.waitFor(15, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void logsInJsonUnderTheIdThatTheClientGave() throws Exception {
        start(Map.of());
        RawHttp.to(port).get("/api/v1/users/17", "X-Request-Id: find-me-again");
        JsonObject line = awaitLine("find-me-again");
        assertThat(line.getString("request_id")).isEqualTo("find-me-again");
        assertThat(line.getString("service")).isEqualTo("gateway");
        assertThat(line.getString("message")).startsWith("GET /api/v1/users/{id} 200 ");
        assertThat(lines()).as("from the first line on").allMatch(text -> text.startsWith("{"));
    }

    private static JsonObject awaitLine(String id) {
        await(() -> lines().anyMatch(line -> line.contains(id)));
        return new JsonObject(
                lines().filter(text -> text.contains(id)).findFirst().orElseThrow());
    }

    private static Stream<String> lines() {
        try {
            return Files.readAllLines(LOG).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void continuesAndExportsTraces() throws Exception {
        start(
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + service,
                        "OTEL_METRICS_EXPORTER", "none",
                        "OTEL_LOGS_EXPORTER", "none",
                        "OTEL_BSP_SCHEDULE_DELAY", "200"),
                "-javaagent:" + AGENT.toAbsolutePath(),
                "-Dotel.service.name=gateway");
        // The first call through the agent loads half of it, and may take longer than a connection may.
        await(() -> RawHttp.to(port).get("/api/v1/cart").status() == 200);
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String given = "00-" + trace + "-00f067aa0ba902b7-01";
        assertThat(RawHttp.to(port)
                        .get("/api/v1/cart", "traceparent: " + given, "X-Request-Id: traced")
                        .status())
                .isEqualTo(200);
        assertThat(traceParents)
                .last()
                .asString()
                .startsWith("00-" + trace + "-")
                .isNotEqualTo(given);
        await(() -> exported.stream().anyMatch(spans -> spans.contains("gateway")));
        JsonObject line = awaitLine("\"traced\"");
        assertThat(traceParents)
                .last()
                .isEqualTo("00-" + line.getString("trace_id") + "-" + line.getString("span_id") + "-01");
        assertThat(line.getString("trace_id")).isEqualTo(trace);
    }

    /** Below those that the system gives to clients: one who waits for the gateway's would in the end connect to itself. */
    private static int freePort() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another one, then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
