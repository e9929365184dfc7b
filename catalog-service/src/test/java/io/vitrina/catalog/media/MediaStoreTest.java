package io.vitrina.catalog.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vitrina.catalog.config.CatalogConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
    private volatile boolean mayList = true;
    private volatile CountDownLatch holdBack = new CountDownLatch(0);

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
        assertThatThrownBy(() -> refused.find("a.png")).isInstanceOf(MediaUnavailable.class);
        MediaStore away = new S3Store(config("secret"), Clock.systemUTC());
        server.stop(0);
        assertThatThrownBy(() -> away.find("a.png")).isInstanceOf(MediaUnavailable.class);
    }

    @Test
    void hasNoPictureThatABucketDeniesToWhoMayNotListIt() {
        mayList = false;
        MediaStore store = new S3Store(config("secret"), Clock.systemUTC());
        assertThat(store.find("a.png")).isEmpty();
    }

    /** The bucket sends no more than the first bytes until the picture has been found. */
    @Test
    void findsAPictureBeforeItHasComeFromTheBucket() throws IOException {
        objects.put("/pictures/a.png", new byte[1 << 20]);
        MediaStore store = new S3Store(config("secret"), Clock.systemUTC());
        holdBack = new CountDownLatch(1);
        MediaStore.Stored found = store.find("a.png").orElseThrow();
        assertThat(found.length()).isEqualTo(1 << 20);
        holdBack.countDown();
        assertThat(content(found)).hasSize(1 << 20);
    }

    /** The server writes no body to such a call, and so closes none. */
    @Test
    void callsOffWhatIsOnItsWayToWhoAsksForTheHeadOnly() throws IOException {
        objects.put("/pictures/a.png", new byte[1 << 20]);
        MediaStore store = new S3Store(config("secret"), Clock.systemUTC());
        MediaStore.Stored found = store.find("a.png").orElseThrow();
        assertThat(MediaResource.found(found, "HEAD").build().getHeaderString("Content-Length"))
                .isEqualTo(String.valueOf(1 << 20));
        InputStream content = ((MediaStore.Stored.OnItsWay) found).content();
        assertThatThrownBy(content::readAllBytes).isInstanceOf(IOException.class);
    }

    @Test
    void namesTheSettingThatIsMissing() {
        assertThatThrownBy(() -> new S3Store(config(null), Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("vitrina.catalog.media.s3.access-key is not set");
        MediaStores stores = new MediaStores();
        assertThatThrownBy(() -> stores.store(catalog(config(null)), Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void keeps(MediaStore store) {
        assertThat(store.find("a.png")).isEmpty();
        store.store("a.png", PICTURE, "image/png");
        store.store("a.png", PICTURE, "image/png");
        assertThat(store.find("a.png")).hasValueSatisfying(found -> {
            assertThat(found.length()).isEqualTo(PICTURE.length);
            assertThat(content(found)).isEqualTo(PICTURE);
        });
    }

    private static byte[] content(MediaStore.Stored found) {
        return switch (found) {
            case MediaStore.Stored.InFile file -> read(file);
            case MediaStore.Stored.OnItsWay stream -> read(stream.content());
        };
    }

    private static byte[] read(MediaStore.Stored.InFile file) {
        try {
            return Files.readAllBytes(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        byte[] body = call.getRequestBody().readAllBytes();
        String given = call.getRequestHeaders().getFirst("Authorization");
        if (given == null || !given.contains("Credential=key-secret/")) {
            deny(call, "InvalidAccessKeyId");
        } else if (call.getRequestMethod().equals("PUT")) {
            objects.put(path, body);
            call.sendResponseHeaders(200, -1);
        } else if (objects.containsKey(path)) {
            send(call, objects.get(path));
        } else if (mayList) {
            call.sendResponseHeaders(404, -1);
        } else {
            deny(call, "AccessDenied");
        }
        call.close();
    }

    private void send(HttpExchange call, byte[] object) throws IOException {
        call.sendResponseHeaders(200, object.length);
        call.getResponseBody().write(object, 0, 1);
        call.getResponseBody().flush();
        try {
            holdBack.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        call.getResponseBody().write(object, 1, object.length - 1);
    }

    private static void deny(HttpExchange call, String code) throws IOException {
        byte[] body = ("<Error><Code>" + code + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(403, body.length);
        call.getResponseBody().write(body);
    }

    private static CatalogConfig catalog(CatalogConfig.S3 s3) {
        CatalogConfig.Media media = proxy(CatalogConfig.Media.class, s3);
        return proxy(CatalogConfig.class, media);
    }

    /** Answers every question with the same. */
    private static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer));
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
                return Optional.ofNullable(secret).map("key-"::concat);
            }

            @Override
            public Optional<String> secretKey() {
                return Optional.ofNullable(secret);
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(5);
            }
        };
    }
}
