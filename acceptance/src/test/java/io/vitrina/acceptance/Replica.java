package io.vitrina.acceptance;

import io.vitrina.acceptance.client.ShopClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One more process of a deployable, beside the shop's own and on its database: under the profile of a cluster, and not
 * watched by the launcher.
 */
final class Replica implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);

    private final String deployable;
    private final int port = freePort();
    private final int management = freePort();
    private final List<String> command = new ArrayList<>();
    private final ShopClient health = ShopClient.of(URI.create("http://127.0.0.1:" + management));
    private final Path log;
    private Process process;

    /** @param settings system properties, {@code name=value} */
    Replica(Shop shop, String deployable, String... settings) {
        this.deployable = deployable;
        var home = shop.stack().home();
        this.log = home.log(deployable + "-replica-" + port);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-Dquarkus.config.locations="
                        + home.run().resolve(deployable + ".properties").toUri(),
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + management));
        for (String setting : settings) {
            command.add("-D" + setting);
        }
        command.add("-jar");
        command.add(shop.stack()
                .settings()
                .checkout()
                .resolve(deployable)
                .resolve("target/quarkus-app/quarkus-run.jar")
                .toString());
    }

    /** With the agent that takes traces, and tells them to a collector at once. */
    Replica traced(URI collector) {
        command.addAll(
                1,
                List.of(
                        "-javaagent:"
                                + Checkout.root().resolve("gateway/target/opentelemetry/opentelemetry-javaagent.jar"),
                        "-Dotel.service.name=" + deployable,
                        "-Dotel.exporter.otlp.endpoint=" + collector,
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none",
                        "-Dotel.bsp.schedule.delay=200"));
        return this;
    }

    /** Starts all of them at the same time, and waits until they are ready. */
    static void startAll(List<Replica> replicas) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> starts = new ArrayList<>();
            replicas.forEach(replica -> starts.add(threads.submit(replica::start)));
            for (Future<?> start : starts) {
                start.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it, and waits until it is ready. */
    void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Waiting.until(deployable + " on port " + port + " is ready", START, () -> readiness() == 200);
    }

    /** What it says of its readiness; 0 when it says nothing. */
    private int readiness() {
        try {
            return health.sendTo("GET", "/q/health/ready", null).status();
        } catch (UncheckedIOException nobodyThere) {
            return 0;
        }
    }

    /** Asks it to stop, as Kubernetes does. */
    void askToStop() {
        process.destroy();
    }

    /** Waits until it says that it is not ready any more; fails when it ends without having said so. */
    void awaitNotReady() {
        Waiting.until(deployable + " says that it is not ready", START, () -> {
            int answer = readiness();
            if (answer == 0 && !process.isAlive()) {
                throw new AssertionError(deployable + " ended without saying that it is not ready");
            }
            return answer == 503;
        });
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has ended, and answers its status. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks it to stop, sees its readiness go down, and waits until it has ended. */
    void stop() throws InterruptedException {
        askToStop();
        awaitNotReady();
        awaitEnd();
    }

    Path log() {
        return log;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
