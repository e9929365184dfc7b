package io.vitrina.auth.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with a 16-byte salt and a 32-byte tag, as PHC strings.
 *
 * @param memory KiB
 * @param iterations passes
 * @param parallelism lanes
 */
record Argon2id(int memory, int iterations, int parallelism) {

    private static final int TAG_BYTES = 32;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /** A hash read from its PHC string. */
    record Parsed(Argon2id cost, byte[] salt, byte[] tag) {}

    static Optional<Parsed> parse(String hash) {
        Matcher phc = PHC.matcher(hash);
        if (!phc.matches()) {
            return Optional.empty();
        }
        Argon2id cost = new Argon2id(
                Integer.parseInt(phc.group(1)), Integer.parseInt(phc.group(2)), Integer.parseInt(phc.group(3)));
        Base64.Decoder base64 = Base64.getDecoder();
        return Optional.of(new Parsed(cost, base64.decode(phc.group(4)), base64.decode(phc.group(5))));
    }

    String hash(String password, byte[] salt) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        memory,
                        iterations,
                        parallelism,
                        base64.encodeToString(salt),
                        base64.encodeToString(tag(password, salt, TAG_BYTES)));
    }

    boolean matches(String password, Parsed hash) {
        return MessageDigest.isEqual(tag(password, hash.salt(), hash.tag().length), hash.tag());
    }

    /** Whether a hash of this cost is weaker than one of the other. */
    boolean weakerThan(Argon2id other) {
        return memory < other.memory || iterations < other.iterations || parallelism < other.parallelism;
    }

    private byte[] tag(String password, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt)
                .withBlockPool(HashingMemory.ofThisThread())
                .build());
        byte[] tag = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), tag);
        return tag;
    }
}
