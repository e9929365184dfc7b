package io.vitrina.local.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** In place of a packaged service, or of the simulator: says that it is ready, or fails as the environment wants it. */
public final class StandIn {

    private StandIn() {}

    public static void main(String[] args) throws IOException {
        if (System.getenv("SIMULATOR_PORT") != null) {
            serve(System.getenv("SIMULATOR_HOST"), Integer.parseInt(System.getenv("SIMULATOR_PORT")), "/admin/faults");
            return;
        }
        String name = Path.of(URI.create(System.getProperty("quarkus.config.locations")))
                .getFileName()
                .toString();
        if (name.equals(System.getenv("VITRINA_STANDIN_FAILS") + ".properties")) {
            System.out.println("the stand-in was told to fail");
            System.exit(3);
        }
        System.out.println("up as " + name + " with test setting " + System.getenv("VITRINA_TEST_SETTING"));
        if (name.equals("auth-service.properties")) {
            serveKeys();
        }
        serve(
                System.getProperty("quarkus.management.host"),
                Integer.getInteger("quarkus.management.port"),
                "/q/health/ready");
    }

    /** Each time a new key is asked for, one more is shown, and two looks later the oldest is gone. */
    private static void serveKeys() throws IOException {
        Properties settings = new Properties();
        try (InputStream file =
                Files.newInputStream(Path.of(URI.create(System.getProperty("quarkus.config.locations"))))) {
            settings.load(file);
        }
        Path request =
                Path.of(settings.getProperty("vitrina.auth.keys.directory")).resolve("rotate");
        int[] keys = {1, 1, 0};
        HttpServer server = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getByName(System.getProperty("quarkus.http.host")),
                        Integer.getInteger("quarkus.http.port")),
                0);
        server.createContext("/.well-known/jwks.json", exchange -> {
            if (Files.deleteIfExists(request)) {
                keys[1]++;
            } else if (keys[1] > 2 && keys[2]++ > 1) {
                keys[0] = 2;
            }
            StringBuilder text = new StringBuilder();
            for (int key = keys[0]; key <= keys[1]; key++) {
                text.append(text.isEmpty() ? "" : ",").append("{\"kid\":\"key-" + key + "\"}");
            }
            byte[] body = ("{\"keys\":[" + text + "]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private static void serve(String host, int port, String path) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    /** A checkout in which every service and the simulator are this class. */
    public static Path checkout(Path folder) {
        try {
            for (Service service : Service.values()) {
                Path application = folder.resolve(service.label()).resolve("target/quarkus-app");
                Files.createDirectories(application);
                jar(application.resolve("quarkus-run.jar"));
            }
            Path simulator = folder.resolve("deploy/simulator/target");
            Files.createDirectories(simulator);
            jar(simulator.resolve("simulator-0.1.0.jar"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : new Class<?>[] {StandIn.class}) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                jar.write(type.getClassLoader().getResourceAsStream(entry).readAllBytes());
                jar.closeEntry();
            }
        }
    }
}
