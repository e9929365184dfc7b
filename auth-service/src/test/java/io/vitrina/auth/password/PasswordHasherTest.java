package io.vitrina.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vitrina.auth.config.AuthConfig;
import io.vitrina.kit.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {

    private static AuthConfig config(String... settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "vitrina.auth.keys.directory", "keys",
                "vitrina.auth.keys.generate", "false",
                "vitrina.auth.password-reset.url", "https://shop.example/reset"));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(AuthConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build()
                .getConfigMapping(AuthConfig.class);
    }

    private static PasswordHasher hasher(String... settings) {
        AuthConfig config = config(settings);
        return new PasswordHasher(config, new HashingPool(config));
    }

    private static PasswordHasher cheap() {
        return hasher("vitrina.auth.argon2.memory", "64", "vitrina.auth.argon2.iterations", "1");
    }

    @Test
    void hashesAsTheStandardWantsItByDefault() {
        PasswordHasher hasher = hasher();
        String hash = hasher.hash("Kettle$Lamp42");
        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(hasher.matches("Kettle$Lamp42", hash)).isTrue();
        assertThat(hasher.matches("Kettle$Lamp43", hash)).isFalse();
        assertThat(hasher.isOutdated(hash)).isFalse();
        assertThat(hasher.hash("Kettle$Lamp42")).isNotEqualTo(hash);
    }

    /** RFC 9106 has no vector without secret and data; this one is of the reference implementation. */
    @Test
    void agreesWithTheReferenceImplementation() {
        String known = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(cheap().matches("password", known)).isTrue();
    }

    @Test
    void everyCodePointCounts() {
        PasswordHasher hasher = cheap();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            String password = random.ints(0, 0x11000)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .limit(8 + random.nextInt(120))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String hash = hasher.hash(password);
            int at = password.offsetByCodePoints(0, random.nextInt(password.codePointCount(0, password.length())));
            int old = password.codePointAt(at);
            String other = password.substring(0, at)
                    + Character.toString(old == 'x' ? 'y' : 'x')
                    + password.substring(at + Character.charCount(old));
            assertThat(hasher.matches(password, hash)).as("seed " + seed).isTrue();
            assertThat(hasher.matches(other, hash)).as("seed " + seed).isFalse();
            assertThat(hasher.matches(password + "\0", hash)).as("seed " + seed).isFalse();
        }
    }

    @Test
    void cheaperHashIsOutdated() {
        String cheap = cheap().hash("Kettle$Lamp42");
        assertThat(hasher().isOutdated(cheap)).isTrue();
        assertThat(hasher().matches("Kettle$Lamp42", cheap)).isTrue();
    }

    @Test
    void bcryptOfAnOlderShopIsAcceptedOnceAndNeverCutOff() {
        String password = "Kettle$Lamp42".repeat(6).substring(0, 72);
        String hash = OpenBSDBCrypt.generate("2a", password.toCharArray(), new byte[16], 4);
        PasswordHasher hasher = cheap();
        assertThat(hasher.matches(password, hash)).isTrue();
        assertThat(hasher.matches(password + "x", hash)).isFalse();
        assertThat(hasher.isOutdated(hash)).isTrue();
    }

    @Test
    void bcryptCanBeAskedFor() {
        PasswordHasher hasher = hasher("vitrina.auth.password-hash", "bcrypt", "vitrina.auth.bcrypt.cost", "4");
        String hash = hasher.hash("Kettle$Lamp42");
        assertThat(hash).startsWith("$2b$04$");
        assertThat(hasher.matches("Kettle$Lamp42", hash)).isTrue();
        assertThat(hasher.isOutdated(hash)).isFalse();
        assertThat(hasher.isOutdated(cheap().hash("Kettle$Lamp42"))).isTrue();
    }

    @Test
    void whoFindsTheQueueFullIsToldAtOnce() throws Exception {
        HashingPool pool =
                new HashingPool(config("vitrina.auth.hashing.threads", "1", "vitrina.auth.hashing.queue", "2"));
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = threads.submit(() -> pool.run(() -> {
                started.countDown();
                busy.await();
                return "done";
            }));
            started.await();
            List<Future<String>> waiting = List.of(
                    threads.submit(() -> pool.run(() -> "second")), threads.submit(() -> pool.run(() -> "third")));
            while (pool.waiting() < 2) {
                Thread.onSpinWait();
            }
            try {
                assertThat(quickestRefusal(pool)).isLessThan(Duration.ofMillis(50));
            } finally {
                busy.countDown();
            }
            assertThat(first.get()).isEqualTo("done");
            assertThat(waiting.get(0).get() + waiting.get(1).get()).isEqualTo("secondthird");
        }
    }

    /** The quickest of ten: a machine busy with other things may delay any one of them. */
    private static Duration quickestRefusal(HashingPool pool) {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long before = System.nanoTime();
            assertThatThrownBy(() -> pool.run(() -> "one too many"))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.kind().status()).isEqualTo(503);
                        assertThat(e.headers()).containsEntry("Retry-After", "2");
                    });
            quickest = Math.min(quickest, System.nanoTime() - before);
        }
        return Duration.ofNanos(quickest);
    }
}
