package io.vitrina.catalog;

import io.vitrina.kit.testing.EmbeddedDatabase;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The packaged service as a process of its own, on the tests' database. */
public final class Instance implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final String address;

    private Instance(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one; it is not ready yet.
     *
     * @param name of its log in the folder target
     * @param options as {@code -Dname=value}
     */
    public static Instance start(String name, String jwks, String... options) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + freePort(),
                "-Dquarkus.datasource.jdbc.url=" + EmbeddedDatabase.url(),
                "-Dquarkus.datasource.username=catalog",
                "-Dvitrina.token.jwks-url=" + jwks,
                "-Dvitrina.catalog.media.directory=target/media"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-jar", Path.of("target", "quarkus-app", "quarkus-run.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("QUARKUS_DATASOURCE_PASSWORD", EmbeddedDatabase.password());
        builder.redirectErrorStream(true).redirectOutput(new File("target", name + ".log"));
        return new Instance(builder.start(), "http://127.0.0.1:" + port);
    }

    /** This one, as soon as it answers. */
    public Instance awaitReady() throws InterruptedException {
        Instant latest = Instant.now().plusSeconds(180);
        while (Instant.now().isBefore(latest) && process.isAlive()) {
            try {
                if (call("GET", "/api/v1/products", null, "").statusCode() == 200) {
                    return this;
                }
            } catch (IOException e) {
                // Not listening yet; the next look is as cheap.
                Thread.onSpinWait();
            }
        }
        throw new IllegalStateException("an instance did not start: see target/*.log");
    }

    public String address() {
        return address;
    }

    public HttpResponse<String> call(String method, String path, String token, String body)
            throws IOException, InterruptedException {
        return call(method, path, token, "application/json", body);
    }

    public HttpResponse<String> call(String method, String path, String token, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As the power would end it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
