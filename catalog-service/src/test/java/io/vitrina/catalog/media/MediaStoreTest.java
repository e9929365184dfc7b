package io.vitrina.catalog.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vitrina.catalog.config.CatalogConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both stores keep the same promises. */
class MediaStoreTest {

    private static final byte[] PICTURE = {1, 2, 3};

    @TempDir
    Path folder;

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void startBucket() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/pictures/", this::serve);
        server.start();
    }

    @AfterEach
    void stopBucket() {
        server.stop(0);
    }

    @Test
    void keepInFolder() {
        keeps(new FolderStore(folder.resolve("deep/down")));
        assertThat(folder.resolve("deep/down")).isDirectoryContaining("glob:**/a.png");
        assertThat(folder.resolve("deep/down").toFile().list()).containsExactly("a.png");
    }

    @Test
    void keepInBucket() {
        keeps(new S3Store(config("secret"), Clock.systemUTC()));
        assertThat(objects).containsOnlyKeys("/pictures/a.png");
    }

    @Test
    void saysWhenStoreIsAway() throws IOException {
        MediaStore refused = new S3Store(config("wrong"), Clock.systemUTC());
        assertThatThrownBy(() -> refused.store("a.png", PICTURE, "image/png")).isInstanceOf(MediaUnavailable.class);
        assertThatThrownBy(() -> refused.load("a.png")).isInstanceOf(MediaUnavailable.class);
        MediaStore away = new S3Store(config("secret"), Clock.systemUTC());
        server.stop(0);
        assertThatThrownBy(() -> away.load("a.png")).isInstanceOf(MediaUnavailable.class);
    }

    private static void keeps(MediaStore store) {
        assertThat(store.load("a.png")).isEmpty();
        store.store("a.png", PICTURE, "image/png");
        store.store("a.png", PICTURE, "image/png");
        assertThat(store.load("a.png"))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(PICTURE));
    }

    private void serve(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        byte[] body = call.getRequestBody().readAllBytes();
        String given = call.getRequestHeaders().getFirst("Authorization");
        if (given == null || !given.contains("Credential=key-secret/")) {
            call.sendResponseHeaders(403, -1);
        } else if (call.getRequestMethod().equals("PUT")) {
            objects.put(path, body);
            call.sendResponseHeaders(200, -1);
        } else if (objects.containsKey(path)) {
            call.sendResponseHeaders(200, objects.get(path).length);
            call.getResponseBody().write(objects.get(path));
        } else {
            call.sendResponseHeaders(404, -1);
        }
        call.close();
    }

    private CatalogConfig.S3 config(String secret) {
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        return new CatalogConfig.S3() {
            @Override
            public Optional<String> endpoint() {
                return Optional.of(endpoint);
            }

            @Override
            public String region() {
                return "ru-central1";
            }

            @Override
            public Optional<String> bucket() {
                return Optional.of("pictures");
            }

            @Override
            public Optional<String> accessKey() {
                return Optional.of("key-" + secret);
            }

            @Override
            public Optional<String> secretKey() {
                return Optional.of(secret);
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(5);
            }
        };
    }
}
