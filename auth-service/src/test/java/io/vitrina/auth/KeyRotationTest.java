package io.vitrina.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.key.SigningKeys;
import io.vitrina.auth.testing.AuthTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A rotation of the running service; waiting is done by making files look older. */
@QuarkusTest
class KeyRotationTest extends AuthTest {

    @Inject
    SigningKeys keys;

    @ConfigProperty(name = "vitrina.auth.keys.directory")
    Path directory;

    @Test
    void nobodyIsRefusedWhileKeysAreRotated() throws Exception {
        Account account = register(1);
        Tokens old = login(account);
        String oldKid = keys.active().kid();
        AtomicBoolean over = new AtomicBoolean();
        ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
        List<String> shown = new ArrayList<>(List.of(old.access()));
        Thread user = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                statuses.add(as(shown.getLast()).get(AUTH + "/me").statusCode());
            }
        });
        Files.createFile(directory.resolve("rotate"));
        keys.reload();
        assertThat(keys.active().kid()).isEqualTo(oldKid);
        assertThat(given().get("/.well-known/jwks.json").jsonPath().getList("keys.kid"))
                .hasSize(2)
                .contains(oldKid);
        age(newest(), Duration.ofMinutes(11));
        keys.reload();
        assertThat(keys.active().kid()).isNotEqualTo(oldKid);
        as(old.access()).get(AUTH + "/me").then().statusCode(200);
        Tokens renewed = refresh(old.refresh());
        assertThat(header(renewed.access())).doesNotContain(oldKid);
        shown.add(renewed.access());
        Tokens fromOld = login(account);
        age(newest(), Duration.ofMinutes(23));
        awaitUse(statuses);
        keys.reload();
        assertThat(given().get("/.well-known/jwks.json").jsonPath().getList("keys.kid"))
                .hasSize(1)
                .doesNotContain(oldKid);
        as(old.access()).get(AUTH + "/me").then().statusCode(401);
        assertThat(refresh(old.refresh()).refresh())
                .as("a refresh token of the retired key")
                .isEqualTo(renewed.refresh());
        refresh(fromOld.refresh());
        over.set(true);
        user.join();
        assertThat(statuses).isNotEmpty().containsOnly(200);
    }

    /** The token of the old key is no longer in use: what was sent with it is answered. */
    private static void awaitUse(ConcurrentLinkedQueue<Integer> statuses) {
        int seen = statuses.size();
        await("some more calls", () -> statuses.size() > seen + 3);
    }

    private Path newest() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".pem"))
                    .max((a, b) -> modified(a).compareTo(modified(b)))
                    .orElseThrow();
        }
    }

    /** As if the key had been published so long ago, and the others still longer. */
    private void age(Path newest, Duration by) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".pem")).toList()) {
                Duration age = file.equals(newest) ? by : by.plusDays(1);
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
            }
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
