package io.vitrina.cart.testing;

import io.vitrina.kit.testing.EmbeddedDatabase;
import io.vitrina.kit.testing.TokenResource;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One process of the packaged service, on the test's database and catalogue; many of them are replicas. */
public final class Replica implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> TOKENS = new TokenResource().start();

    private final Process process;
    private final int port;
    private final int management;
    private final Path log;

    private Replica(Process process, int port, int management, Path log) {
        this.process = process;
        this.port = port;
        this.management = management;
        this.log = log;
    }

    /** Starts one and waits until it is ready; settings are environment variables. */
    public static Replica start(String name, Map<String, String> settings) {
        Replica replica = launch(name, settings);
        if (!replica.awaitReadyOrDead()) {
            throw new AssertionError("it died while starting; see " + replica.log);
        }
        return replica;
    }

    /** Starts one that may well end by itself. */
    public static Replica launch(String name, Map<String, String> settings) {
        int port = freePort();
        int management = freePort();
        Path log = Path.of("target", name + ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
        Map<String, String> environment = builder.environment();
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", EmbeddedDatabase.url());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", EmbeddedDatabase.password());
        environment.put("QUARKUS_MAILER_MOCK", "true");
        environment.put("VITRINA_TOKEN_JWKS_URL", TOKENS.get("vitrina.token.jwks-url"));
        environment.put("VITRINA_CART_CATALOG_URL", StubCatalog.start().url());
        environment.put("VITRINA_SERVICE_AUTH_URL", StubCatalog.start().url());
        environment.put("VITRINA_SERVICE_CLIENT_SECRET", "test");
        environment.put("VITRINA_PAYMENTS_MOCK_SECRET", "mock-secret");
        // Whoever dies is noticed soon: a test should not wait for what an operator can.
        environment.put("VITRINA_CART_LONGEST_CALL", "3S");
        environment.put("VITRINA_ORDERS_CHECKOUT_LEASE", "3S");
        environment.put("VITRINA_ORDERS_SWEEP_EVERY", "1s");
        environment.put("VITRINA_PAYMENTS_POLL_AFTER", "2S");
        environment.put("VITRINA_PAYMENTS_POLL_EVERY", "1s");
        environment.put("VITRINA_OUTBOX_LEASE", "3S");
        environment.putAll(settings);
        try {
            Files.deleteIfExists(log);
            return new Replica(builder.start(), port, management, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** All that it has printed. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has died; answers its exit code. */
    public int awaitDeath() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("it still lives; see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitDeath();
    }

    /** Waits until it is ready, and answers true, or until it has ended before that. */
    public boolean awaitReadyOrDead() {
        Instant deadline = Instant.now().plus(LONGEST_START);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        while (Instant.now().isBefore(deadline)) {
            if (!process.isAlive()) {
                return false;
            }
            try {
                if (HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return true;
                }
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        close();
        throw new AssertionError("it was not ready in time; see " + log);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
