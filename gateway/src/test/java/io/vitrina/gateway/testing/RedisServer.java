package io.vitrina.gateway.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** The real thing, in memory and for one test; where none is installed, the test says so and is skipped. */
public final class RedisServer implements AutoCloseable {

    private static final long START_NANOS = 10_000_000_000L;

    private final int port;
    private Process process;

    public static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "redis-server")));
    }

    public RedisServer() {
        boolean installed = isInstalled();
        if (!installed) {
            System.err.println("SKIPPED: no redis-server on PATH, the shared limits are not tested here");
        }
        Assumptions.assumeTrue(installed, "no redis-server on PATH: the shared limits are not tested here");
        this.port = freePort();
        start();
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public void start() {
        try {
            process = new ProcessBuilder(
                            "redis-server",
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no",
                            "--daemonize",
                            "no")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long deadline = System.nanoTime() + START_NANOS;
        while (!listens()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("redis-server did not start");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** It keeps its connections and says nothing more. */
    public void hang() {
        signal("STOP");
    }

    public void wakeUp() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        wakeUp();
        kill();
    }
}
