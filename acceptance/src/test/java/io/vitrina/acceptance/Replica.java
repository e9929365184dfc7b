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
        ShopClient health = ShopClient.of(URI.create("http://127.0.0.1:" + management));
        Waiting.until(deployable + " on port " + port + " is ready", START, () -> {
            try {
                return health.sendTo("GET", "/q/health/ready", null).status() == 200;
            } catch (UncheckedIOException notYet) {
                return false;
            }
        });
    }

    /** Asks it to stop, as Kubernetes does, and waits until it has. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
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
