package io.vitrina.auth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vitrina.auth.config.AuthConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path directory;

    private SigningKeys keys(Instant now, String... settings) {
        return keys(Clock.fixed(now, ZoneOffset.UTC), settings);
    }

    private SigningKeys keys(Clock clock, String... settings) {
        AuthConfig config = config(settings);
        SigningKeys keys = new SigningKeys(new KeyDirectory(config, clock), config, clock);
        keys.start();
        return keys;
    }

    private AuthConfig config(String... settings) {
        Map<String, String> values = new HashMap<>();
        values.put("vitrina.auth.keys.directory", directory.toString());
        values.put("vitrina.auth.keys.generate", "true");
        values.put("vitrina.auth.password-reset.url", "http://localhost/reset");
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(AuthConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build()
                .getConfigMapping(AuthConfig.class);
    }

    private void add(String kid, Instant published) throws IOException {
        Path file = directory.resolve(kid + ".pem");
        Files.writeString(file, Pem.writePrivate(Pem.generate()));
        Files.setLastModifiedTime(file, FileTime.from(published));
    }

    @Test
    void firstKeyIsMadeAndReadableByNobodyElse() throws IOException {
        SigningKeys keys = keys(Instant.now());
        Path file = directory.resolve(keys.active().kid() + ".pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(keys(Instant.now()).active().kid()).isEqualTo(keys.active().kid());
    }

    @Test
    void withoutAKeyAndWithoutLeaveToMakeOneNothingStarts() {
        assertThatThrownBy(() -> keys(NOW, "vitrina.auth.keys.generate", "false"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("vitrina.auth.keys.directory");
    }

    @Test
    void newKeyIsPublishedAtOnceAndSignsWhenEverybodyHasIt() throws IOException {
        add("old", NOW.minus(Duration.ofDays(30)));
        add("new", NOW);
        SigningKeys before = keys(NOW.plus(Duration.ofMinutes(10)).minusSeconds(1));
        assertThat(before.active().kid()).isEqualTo("old");
        assertThat(before.jwks()).contains("\"old\"").contains("\"new\"");
        assertThat(keys(NOW.plus(Duration.ofMinutes(10))).active().kid()).isEqualTo("new");
    }

    @Test
    void oldKeyIsRetiredWhenItsLastTokenHasEndedAndStillChecksRefreshTokens() throws IOException {
        add("old", NOW.minus(Duration.ofDays(30)));
        add("new", NOW);
        Instant retired = NOW.plus(Duration.ofMinutes(22));
        assertThat(keys(retired.minusSeconds(1)).published("old")).isPresent();
        SigningKeys after = keys(retired);
        assertThat(after.jwks()).doesNotContain("\"old\"").contains("\"new\"");
        assertThat(after.published("old")).isEmpty();
        assertThat(after.remembered("old")).isPresent();
        assertThat(directory.resolve("old.pem")).doesNotExist();
        assertThat(Files.readString(directory.resolve("old.pub")))
                .contains("PUBLIC KEY")
                .doesNotContain("PRIVATE");
    }

    @Test
    void rotationIsAskedForByAFile() throws IOException {
        add("old", NOW.minus(Duration.ofDays(30)));
        Files.createFile(directory.resolve("rotate"));
        SigningKeys keys = keys(NOW);
        assertThat(directory.resolve("rotate")).doesNotExist();
        assertThat(keys.active().kid()).isEqualTo("old");
        assertThat(keys.jwks().split("\"kid\"")).hasSize(3);
    }

    @Test
    void oldKeyStaysOldWhenAllFilesAreWrittenAnew() throws IOException {
        add("second", NOW.minus(Duration.ofDays(30)));
        Instant changed = NOW.plus(Duration.ofHours(1));
        Hands clock = new Hands(NOW);
        SigningKeys keys = keys(clock, "vitrina.auth.keys.generate", "false");

        // As the kubelet does: every file of a Secret gets the time of the change.
        add("first", changed);
        Files.setLastModifiedTime(directory.resolve("second.pem"), FileTime.from(changed));
        clock.now = changed;
        keys.reload();
        assertThat(keys.active().kid()).as("before everybody has the new one").isEqualTo("second");
        assertThat(keys.jwks()).contains("\"first\"").contains("\"second\"");

        clock.now = changed.plus(Duration.ofMinutes(10));
        keys.reload();
        assertThat(keys.active().kid()).isEqualTo("first");
    }

    @Test
    void configuredKeySigns() throws IOException {
        add("a", NOW.minus(Duration.ofDays(30)));
        add("b", NOW.minus(Duration.ofDays(20)));
        assertThat(keys(NOW, "vitrina.auth.keys.active", "a").active().kid()).isEqualTo("a");
        assertThatThrownBy(() -> keys(NOW, "vitrina.auth.keys.active", "c")).hasMessageContaining("active");
    }

    @Test
    void brokenFilesAreLeftOutAndALostDirectoryLosesNoKey() throws IOException {
        add("good", NOW.minus(Duration.ofDays(30)));
        Files.writeString(
                directory.resolve("broken.pem"),
                Pem.writePrivate(Pem.generate()).replace("MII", "AAA"));
        Files.writeString(directory.resolve("no key.pem"), "x");
        SigningKeys keys = keys(NOW, "vitrina.auth.keys.generate", "false");
        assertThat(keys.jwks()).contains("good").doesNotContain("broken");
        Files.delete(directory.resolve("good.pem"));
        keys.reload();
        assertThat(keys.active().kid()).isEqualTo("good");
    }

    @Test
    void setHoldsPublicMembersOnly() throws IOException {
        add("a", NOW.minus(Duration.ofDays(30)));
        SigningKeys keys = keys(NOW);
        for (String secret : new String[] {"\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\""}) {
            assertThat(keys.jwks()).doesNotContain(secret);
        }
        assertThat(keys.active().toString()).isEqualTo("SigningKey[a]");
    }

    @Test
    void pepperIsMadeOnceAndKept() {
        AuthConfig config = config();
        KeyDirectory files = new KeyDirectory(config, Clock.systemUTC());
        byte[] first = new Pepper(config, files).digest("x");
        assertThat(new Pepper(config, files).digest("x")).isEqualTo(first);
        assertThat(new Pepper(config, files).digest("y")).isNotEqualTo(first);
        assertThatThrownBy(() -> new Pepper(config("vitrina.auth.pepper", "short"), files))
                .hasMessageContaining("32 characters");
    }

    /** A clock that the test turns. */
    private static final class Hands extends Clock {

        private Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
