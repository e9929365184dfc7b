package io.vitrina.auth.password;

import io.vitrina.auth.config.AuthConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Makes and checks password hashes, always on the bounded pool. */
@Singleton
public class PasswordHasher {

    /** What bcrypt looks at; it would cut the rest off in silence. */
    private static final int BCRYPT_BYTES = 72;

    private static final int SALT_BYTES = 16;
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    private final AuthConfig.PasswordHash algorithm;
    private final Argon2id cost;
    private final int bcryptCost;
    private final HashingPool pool;
    private final SecureRandom random = new SecureRandom();
    private final String dummy;

    PasswordHasher(AuthConfig config, HashingPool pool) {
        this.algorithm = config.passwordHash();
        this.cost = new Argon2id(
                config.argon2().memory(),
                config.argon2().iterations(),
                config.argon2().parallelism());
        this.bcryptCost = config.bcrypt().cost();
        this.pool = pool;
        this.dummy = hash("nobody has this password");
    }

    /** A new hash; 503 when the pool's queue is full. */
    public String hash(String password) {
        return pool.run(() -> compute(password));
    }

    /** Whether the password made this hash; 503 when the pool's queue is full. */
    public boolean matches(String password, String hash) {
        return pool.run(() -> check(password, hash));
    }

    /** A hash that no password has and that costs as much to check as anybody's: for logins that don't exist. */
    public String dummy() {
        return dummy;
    }

    /** Whether the hash is of another kind or cheaper than what is made today. */
    public boolean isOutdated(String hash) {
        if (algorithm == AuthConfig.PasswordHash.BCRYPT) {
            var bcrypt = BCRYPT.matcher(hash);
            return !bcrypt.matches() || Integer.parseInt(bcrypt.group(1)) < bcryptCost;
        }
        return Argon2id.parse(hash)
                .map(parsed -> parsed.cost().weakerThan(cost))
                .orElse(true);
    }

    private String compute(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return algorithm == AuthConfig.PasswordHash.BCRYPT
                ? OpenBSDBCrypt.generate("2b", password.toCharArray(), salt, bcryptCost)
                : cost.hash(password, salt);
    }

    private boolean check(String password, String hash) {
        if (BCRYPT.matcher(hash).matches()) {
            return password.getBytes(StandardCharsets.UTF_8).length <= BCRYPT_BYTES
                    && OpenBSDBCrypt.checkPassword(hash, password.toCharArray());
        }
        Supplier<IllegalStateException> unknown = () -> new IllegalStateException("a password hash of an unknown kind");
        Argon2id.Parsed parsed = Argon2id.parse(hash).orElseThrow(unknown);
        return parsed.cost().matches(password, parsed);
    }
}
